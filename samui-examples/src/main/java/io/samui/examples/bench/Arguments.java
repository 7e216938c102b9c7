package io.samui.examples.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line: {@code --key=value}, and what is no option.
 *
 * @param rest the arguments without a key, in order
 */
record Arguments(Map<String, String> options, List<String> rest) {

    /**
     * @throws IllegalArgumentException naming the keys there are, for one that is not among them
     */
    static Arguments parse(List<String> known, String... args) {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            if (!arg.startsWith("--")) {
                rest.add(arg);
            } else if (parts.length == 2 && known.contains(parts[0].substring(2))) {
                options.put(parts[0].substring(2), parts[1]);
            } else {
                throw new IllegalArgumentException(
                        arg + " is not known. Known are, as --key=value: " + String.join(", ", known));
            }
        }
        return new Arguments(options, rest);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(options.get(key));
    }

    Optional<Path> path(String key) {
        return text(key).map(Path::of);
    }

    int number(String key, int otherwise) {
        return text(key).map(Integer::parseInt).orElse(otherwise);
    }
}
