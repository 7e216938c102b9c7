package io.samui.rest;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page at the root, and the paths under which clients of other frameworks look for the API's description. */
@Hidden
@RestController
class PageController {

    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String ROOT = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>samui</title>
            </head>
            <body>
            <h1>samui</h1>
            <p>Promptable image segmentation. The server is running.</p>
            <ul>
            <li><a href="docs">Browse and try the API</a></li>
            <li><a href="v3/api-docs">Its description (OpenAPI 3.1)</a></li>
            </ul>
            </body>
            </html>
            """;

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> root() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", POLICY)
                .body(ROOT);
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
