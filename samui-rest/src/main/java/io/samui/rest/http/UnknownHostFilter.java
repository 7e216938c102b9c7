package io.samui.rest.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * On a server that listens on loopback only, refuses requests for a host name that is not the machine's own. Otherwise a page
 * could let its own name point to 127.0.0.1 after it was loaded (DNS rebinding) and read every image as if it were ours.
 */
public final class UnknownHostFilter extends OncePerRequestFilter {

    private final Set<String> allowed;
    private final ProblemWriter problems;

    /**
     * @param allowed further host names, in lower case: those of a proxy on this machine
     */
    public UnknownHostFilter(Set<String> allowed, ProblemWriter problems) {
        this.allowed = Set.copyOf(allowed);
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader("Host");
        if (host == null || host.isEmpty() || isKnown(host)) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    response,
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "This server listens on loopback and is not known under that Host. Behind a proxy on this"
                                    + " machine start it with --samui.rest.allowed-hosts= and the names people use"));
        }
    }

    private boolean isKnown(String host) {
        return Authority.parse(host)
                .filter(authority -> authority.isOwnNameOrAddress() || allowed.contains(authority.host()))
                .isPresent();
    }
}
