package io.samui.rest.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends errors that arose outside of any controller. */
@Controller
class FallbackErrors implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackErrors.class);

    private final ProblemWriter problems;

    FallbackErrors(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatus status = status(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (thrown instanceof Throwable cause) {
            log(status, cause, request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        }
        problems.write(response, Problem.of(status, RefusalSentence.of(status)));
    }

    private static HttpStatus status(@Nullable Object code) {
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    /** What clients do wrong is no news for the log. */
    private static void log(HttpStatus status, Throwable cause, @Nullable Object path) {
        if (status.is5xxServerError()) {
            LOG.error("Error outside of the controllers at {}", path, cause);
        } else {
            LOG.debug("{} at {}", status, path, cause);
        }
    }
}
