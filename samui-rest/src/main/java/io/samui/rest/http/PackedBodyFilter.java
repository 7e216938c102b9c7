package io.samui.rest.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies that are said to be packed: nothing here unpacks them, and a small one could become any size. */
public final class PackedBodyFilter extends OncePerRequestFilter {

    private final ProblemWriter problems;

    public PackedBodyFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding == null || coding.isBlank() || coding.strip().equalsIgnoreCase("identity")) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    response,
                    Problem.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "The body is packed (Content-Encoding " + Causes.shortened(coding)
                                    + "). Send it as it is, without Content-Encoding"),
                    Map.of(HttpHeaders.ACCEPT_ENCODING, "identity"));
        }
    }
}
