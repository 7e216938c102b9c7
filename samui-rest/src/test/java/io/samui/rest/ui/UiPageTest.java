package io.samui.rest.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served of the web UI, without a browser. */
class UiPageTest {

    @TempDir
    static Path directory;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.startWithTinyModel(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_file_that_the_page_names_is_there_and_may_be_kept_for_ever() {
        List<String> named = Pattern.compile("(?:href|src)=\"(ui/[^\"]+)\"")
                .matcher(page().text())
                .results()
                .map(found -> "/" + found.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(30).allSatisfy(path -> {
            Answer file = server.get(path).expect(200);
            assertThat(file.header("Cache-Control")).contains("immutable");
            assertThat(file.header("Content-Type"))
                    .contains(path.endsWith(".js") ? "javascript" : path.endsWith(".css") ? "css" : "svg");
        });
    }

    @Test
    void every_module_that_is_imported_is_there() {
        String root = first("src=\"(ui/[0-9a-f]+)/samui-app.js\"");
        List<String> modules = Pattern.compile("modulepreload\" href=\"ui/[0-9a-f]+/([^/\"]+)\"")
                .matcher(page().text())
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(modules).contains("samui-app.js", "api.js").allSatisfy(module -> {
            String text = server.get("/" + root + "/" + module).expect(200).text();
            assertThat(Pattern.compile("from '\\./([^']+)'|import '\\./([^']+)'")
                            .matcher(text)
                            .results())
                    .allSatisfy(found -> assertThat(modules).as(module).contains(nonNull(found)));
        });
    }

    @Test
    void the_policy_allows_the_import_map_by_the_hash_of_exactly_its_text() throws Exception {
        String imports = first("<script type=\"importmap\">(.*?)</script>");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(imports.getBytes(StandardCharsets.UTF_8));

        assertThat(page().header("Content-Security-Policy"))
                .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .contains("default-src 'none'")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
    }

    @Test
    void the_page_itself_is_asked_for_again_each_time() {
        assertThat(page().header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void nothing_is_named_that_another_host_would_have_to_send() {
        assertThat(page().text()).doesNotContain("//").doesNotContain("http:");
    }

    private static String nonNull(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    private static Answer page() {
        return server.get("/").expect(200);
    }

    private static String first(String pattern) {
        return Pattern.compile(pattern)
                .matcher(page().text())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " is not in " + page().text()));
    }
}
