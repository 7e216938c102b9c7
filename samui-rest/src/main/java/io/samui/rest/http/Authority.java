package io.samui.rest.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port as in a {@code Host} header.
 *
 * @param host in lower case; IPv6 addresses in brackets
 * @param port -1 where none is written
 */
record Authority(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Reads {@code localhost:8000}, {@code [::1]:8000} and the like; empty for anything else. */
    static Optional<Authority> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
        return Optional.of(new Authority(matcher.group(1).toLowerCase(Locale.ROOT), port));
    }

    Authority withDefaultPort(int defaultPort) {
        return port < 0 ? new Authority(host, defaultPort) : this;
    }

    /** Whether this names the machine itself or gives an address: only names can be made to point elsewhere later. */
    boolean isOwnNameOrAddress() {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("[")
                || IPV4.matcher(host).matches();
    }
}
