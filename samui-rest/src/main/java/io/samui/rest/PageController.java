package io.samui.rest;

import io.samui.rest.ui.UiPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page at the root, and the paths under which clients of other frameworks look for the API's description. */
@Hidden
@RestController
class PageController {

    private final UiPage page;

    PageController(UiPage page) {
        this.page = page;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> root() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", page.policy())
                // it names the files of this version
                .cacheControl(CacheControl.noCache())
                .body(page.html());
    }

    @GetMapping("/openapi.json")
    ResponseEntity<Void> description(HttpServletRequest request) {
        return redirect(request, "/v3/api-docs");
    }

    @GetMapping("/swagger-ui.html")
    ResponseEntity<Void> docs(HttpServletRequest request) {
        return redirect(request, "/swagger-ui/index.html");
    }

    private static ResponseEntity<Void> redirect(HttpServletRequest request, String path) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(request.getContextPath() + path))
                .build();
    }
}
