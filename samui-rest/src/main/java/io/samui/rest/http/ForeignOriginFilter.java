package io.samui.rest.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site's page asks to be changed. The server listens on loopback, which every page in the browser can
 * reach; a browser says in {@code Origin} whose page it is. Programs send none and pass.
 */
public final class ForeignOriginFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final ProblemWriter problems;

    public ForeignOriginFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        if (SAFE.contains(request.getMethod()) || origins.isEmpty() || isOwn(origins, request.getHeader("Host"))) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    response,
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "Pages of another origin may not change anything here (Origin " + shortened(origins.get(0))
                                    + "). Use the pages of this server, or a program that sends no Origin; a proxy in"
                                    + " between must pass the Host header on"));
        }
    }

    private static boolean isOwn(List<String> origins, @Nullable String hostHeader) {
        if (origins.size() != 1 || hostHeader == null) {
            return false;
        }
        String origin = origins.get(0);
        int defaultPort = origin.startsWith("https://") ? 443 : origin.startsWith("http://") ? 80 : -1;
        if (defaultPort < 0) {
            return false; // "null" too: a sandboxed page or a file
        }
        Optional<Authority> from = Authority.parse(origin.substring(origin.indexOf("//") + 2));
        Optional<Authority> to = Authority.parse(hostHeader);
        // a proxy may have taken TLS off, so where Host has no port, the origin's scheme says which it was
        return from.isPresent()
                && to.isPresent()
                && from.get().withDefaultPort(defaultPort).equals(to.get().withDefaultPort(defaultPort));
    }

    private static String shortened(String origin) {
        return origin.length() > 100 ? origin.substring(0, 100) + "..." : origin;
    }
}
