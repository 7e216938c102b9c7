package io.samui.rest.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The page at the root, made once: its import map stands in it, as browsers want it, and its policy allows exactly that text beside
 * our own files.
 *
 * @param html    what is sent
 * @param policy  its Content-Security-Policy
 * @param folders where files are on the class path, by the path under which they are served, which ends in a slash
 */
public record UiPage(String html, String policy, Map<String, String> folders) {

    private static final String ROOT = "ui/";

    private static final List<Library> LIBRARIES = List.of(
            new Library("lit", "lit", "index.js", List.of("index.js", "directives/repeat.js", "directives/live.js")),
            new Library(
                    "lit-html",
                    "lit-html",
                    "lit-html.js",
                    List.of(
                            "lit-html.js",
                            "is-server.js",
                            "directive.js",
                            "directive-helpers.js",
                            "directives/repeat.js",
                            "directives/live.js")),
            new Library("lit-element", "lit-element", "lit-element.js", List.of("lit-element.js")),
            new Library(
                    "@lit/reactive-element",
                    "lit__reactive-element",
                    "reactive-element.js",
                    List.of("reactive-element.js", "css-tag.js")));

    public UiPage {
        folders = Map.copyOf(folders);
    }

    /** Reads the files of the class path. */
    public static UiPage read() {
        try {
            PathMatchingResourcePatternResolver classPath = new PathMatchingResourcePatternResolver();
            SortedMap<String, byte[]> files = files(classPath);
            Map<String, String> locations = new LinkedHashMap<>();
            for (Library library : LIBRARIES) {
                locations.put(library.folder(), library.location(classPath));
            }
            String root = ROOT + version(files, locations.values().toString());
            Map<String, String> folders = new LinkedHashMap<>();
            folders.put("/" + root + "/", "classpath:/" + ROOT);
            locations.forEach((folder, location) -> folders.put("/" + root + "/npm/" + folder + "/", location));
            String imports = imports(root);
            String template = new String(files.remove("index.html"), StandardCharsets.UTF_8);
            String html = template.replace("{{files}}", root)
                    .replace("{{imports}}", imports)
                    .replace("{{preloads}}", preloads(root, files));
            return new UiPage(html, policy(imports), folders);
        } catch (IOException e) {
            throw new UncheckedIOException("The files of the web UI cannot be read", e);
        }
    }

    private static SortedMap<String, byte[]> files(PathMatchingResourcePatternResolver classPath) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Resource file : classPath.getResources("classpath:/" + ROOT + "*.*")) {
            files.put(String.valueOf(file.getFilename()), file.getContentAsByteArray());
        }
        return files;
    }

    private static String version(SortedMap<String, byte[]> files, String libraries) {
        MessageDigest digest = sha256();
        files.forEach((name, bytes) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        byte[] all = digest.digest(libraries.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(all, 8));
    }

    private static String imports(String root) {
        return LIBRARIES.stream()
                .flatMap(library -> {
                    String folder = "./" + root + "/npm/" + library.folder() + "/";
                    return Stream.of(
                            "\"" + library.specifier() + "\":\"" + folder + library.main() + "\"",
                            "\"" + library.specifier() + "/\":\"" + folder + "\"");
                })
                .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    }

    private static String preloads(String root, SortedMap<String, byte[]> files) {
        Stream<String> libraries = LIBRARIES.stream()
                .flatMap(library -> library.preloaded().stream().map(file -> "npm/" + library.folder() + "/" + file));
        // all but the one that is no module
        Stream<String> own = files.keySet().stream().filter(name -> name.endsWith(".js") && !name.equals("theme.js"));
        return Stream.concat(libraries, own)
                .map(file -> "<link rel=\"modulepreload\" href=\"" + root + "/" + file + "\">")
                .collect(Collectors.joining("\n"));
    }

    private static String policy(String imports) {
        String hash = Base64.getEncoder().encodeToString(sha256().digest(imports.getBytes(StandardCharsets.UTF_8)));
        return "default-src 'none'; script-src 'self' 'sha256-" + hash + "'; style-src 'self'; connect-src 'self';"
                + " img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types lit-html";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
