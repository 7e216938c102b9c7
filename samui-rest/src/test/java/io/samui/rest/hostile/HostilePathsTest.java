package io.samui.rest.hostile;

import static io.samui.rest.hostile.RawHttp.HOST;

import io.samui.rest.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Paths, methods and queries that ask for what is not there, or try to get past what is. */
class HostilePathsTest extends HostileInput {

    private static final String NOTHING = "There is nothing at";
    private static final String MALFORMED = "not HTTP that this server reads";
    private static final String ID = "must be a UUID";

    @TestFactory
    Stream<DynamicTest> paths() {
        return table().row("a path that is none", 404, NOTHING, () -> get("/pictures"))
                .row("a path below an image", 404, NOTHING, () -> get("/images/" + image() + "/x"))
                .row("a slash behind", 404, NOTHING, () -> get("/images/"))
                .row("two slashes", 404, NOTHING, () -> get("//images"))
                .row("capitals", 404, NOTHING, () -> get("/IMAGES"))
                .row("a suffix", 404, NOTHING, () -> get("/images.json"))
                .row("dots", 404, NOTHING, () -> get("/images/../jobs"))
                .row("dots in escapes", 404, NOTHING, () -> get("/images/%2e%2e/jobs"))
                .row("dots past the root", 400, MALFORMED, () -> get("/../../etc/passwd"))
                .row("dots in escapes past the root", 400, MALFORMED, () -> get("/%2e%2e/%2e%2e/etc/passwd"))
                .row("dots with parameters", 400, MALFORMED, () -> get("/images/..;/../../x"))
                .row("dots longer than need be", 400, MALFORMED, () -> get("/images/%c0%ae%c0%ae/x"))
                .row("the page's own files, upwards", 404, NOTHING, () -> get("/swagger-ui/%2e%2e/application.yaml"))
                .row("what a servlet hides", 404, NOTHING, () -> get("/WEB-INF/web.xml"))
                .row("the error page", 404, NOTHING, () -> get("/error"))
                .row("a NUL", 400, MALFORMED, () -> get("/images/" + image() + "%00"))
                .row("a slash in escapes", 400, MALFORMED, () -> get("/images/a%2fb"))
                .row("a backslash", 400, MALFORMED, () -> get("/images\\..\\jobs"))
                .row("a backslash in escapes", 400, MALFORMED, () -> get("/images/%5c..%5cjobs"))
                .row("an escape that is none", 400, MALFORMED, () -> get("/images/%zz"))
                .row("an escape of an escape", 400, ID, () -> get("/images/%252e%252e"))
                .row("a bar", 400, MALFORMED, () -> get("/images/x|y"))
                .row("a fragment", 400, MALFORMED, () -> get("/images#x"))
                .row("8,000 characters", 404, NOTHING, () -> get("/" + "x".repeat(8000)))
                .row("4,000 steps", 404, NOTHING, () -> get("/" + "a/".repeat(4000)))
                .row("20,000 characters", 400, MALFORMED, () -> get("/" + "x".repeat(20_000)))
                .row("no slash", 400, MALFORMED, () -> get("images"))
                .row("another server's", 400, MALFORMED, () -> get("http://evil.example/images"))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> ids() {
        return table().row("an image's", 400, ID, () -> server().get("/images/7"))
                .row("an image's, to delete", 400, ID, () -> server().delete("/images/7"))
                .row("an image's with a suffix", 400, ID, () -> server().get("/images/" + image() + ".json"))
                .row("an image's in letters of another script", 400, ID, () -> server().get("/images/%C3%A9"))
                .row("an annotation's", 400, ID, () -> server().delete("/annotations/x"))
                .row("a point's", 400, ID, () -> server().delete("/point-annotations/1-1-1-1-1"))
                .row("a job's", 400, ID, () -> server().get("/jobs/x"))
                .row("a result's", 400, ID, () -> server().get("/results/x/mask"))
                .row("a result's, to be painted", 400, ID, () -> server().get("/results/x/overlay"))
                .row("a result's, to compare", 400, ID, () -> server().get("/results/" + result() + "/compare/x"))
                .row(
                        "a result that is none",
                        404,
                        "Result not found",
                        () -> server().get("/results/" + result() + "/compare/" + image()))
                .row("an instance that is no number", 400, "whole number", () -> instance("x"))
                .row("an instance below the first", 404, "counted from 1", () -> instance("0"))
                .row("an instance behind the last", 404, "has 1 instance", () -> instance("2"))
                .row("a negative instance", 400, "whole number", () -> instance("-1"))
                .row("an instance in digits of another script", 400, "whole number", () -> instance("%D9%A1"))
                .row("an instance of 30 digits", 400, "whole number", () -> instance("9".repeat(30)))
                .row(
                        "a background that is none",
                        400,
                        "background",
                        () -> server().get("/results/" + result() + "/overlay?background=photo"))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> methods() {
        Table table = table();
        List<String> readOnly = List.of(
                "/health",
                "/system",
                "/models",
                "/export",
                "/results/*/mask",
                "/results/*/instances/1/mask",
                "/results/*/overlay",
                "/results/*/compare/*",
                "/results/*/compare/*/difference",
                "/images/*/data",
                "/images/*/view",
                "/images/*/thumbnail");
        for (String path : readOnly) {
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                table.row(method + " " + path, 405, "takes GET, not " + method, () -> send(method, path));
            }
        }
        return table.row(
                        "a preview to get",
                        405,
                        "takes POST, not GET",
                        () -> server().get("/images/" + image() + "/preview"))
                .row("a deletion of everything", 405, "GET", () -> send("DELETE", "/images"))
                .row("a method nobody knows", 405, "not BREW", () -> send("BREW", "/jobs"))
                .row(
                        "a trace",
                        405,
                        "method is not taken",
                        () -> server().send("TRACE", "/images", BodyPublishers.noBody()))
                .row("a method in small letters", 405, "not delete", () -> head("delete /images/" + image()))
                .row("a tunnel", 501, "method", () -> head("CONNECT evil.example:443"))
                .row("a method in the query", 405, "not POST", () -> send("POST", "/images/*?_method=DELETE"))
                .row("a method in a header", 405, "not POST", () -> override("/images/" + image()))
                .row("an answer that cannot be had", 406, JSON, () -> server().get("/images", "Accept", "text/csv"))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> modes() {
        Table table = table();
        String image = image();
        List<String> calls = List.of(
                "/images",
                "/export",
                "/images/history",
                "/images/" + image + "/history",
                "/process/mask/" + image,
                "/process/export/" + image);
        for (String call : calls) {
            for (String mode : List.of(
                    "x", "INSIDE_BOX", "inside_box%20", "%20", "%00", "point,x", "point&mode=x", "%F0%9F%90%88")) {
                table.row(call + "?mode=" + mode, 400, "mode must be one of", () -> get(call + "?mode=" + mode));
            }
        }
        return table.row(
                        "no result in that mode",
                        404,
                        "find_all",
                        () -> get("/process/mask/" + image + "?mode=find_all"))
                .row("a box's type", 400, "prompt_type", () -> get("/annotations/" + image + "?prompt_type=SEGMENT"))
                .row("no type", 400, "prompt_type", () -> get("/annotations/" + image + "?prompt_type="))
                .row("a state that is none", 400, "state must be one of", () -> get("/images?state=x"))
                .row("no state", 400, "state must be one of", () -> get("/images?state="))
                .row("a state in capitals", 400, "state must be one of", () -> get("/images?state=FAILED"))
                .row("two states", 400, "state must be one of", () -> get("/images?state=failed&state=up_to_date"))
                .row(
                        "a state in a mode that the model lacks",
                        400,
                        "find_all",
                        () -> get("/images?state=failed&mode=find_all"))
                .row("a format that is none", 400, "format must be coco", () -> get("/export?format=yolo"))
                .row("two formats", 400, "format must be coco", () -> get("/export?format=coco&format=coco"))
                .row("no chosen images", 400, "image_ids is empty", () -> get("/export?image_ids="))
                .row(
                        "a chosen image that is none",
                        400,
                        "image_ids[1] must be a UUID",
                        () -> get("/export?image_ids=" + image + ",x"))
                .row("unknown images", 400, "No valid image IDs", () -> get("/export?image_ids=" + UUID.randomUUID()))
                .row("a name with a NUL", 400, "q holds control", () -> get("/images?q=a%00b"))
                .row("a name of 300 characters", 400, "q has 300", () -> get("/images?q=" + "a".repeat(300)))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> pages() {
        Table table = table();
        for (String list : List.of("/images", "/jobs", "/images/history", "/images/" + image() + "/history")) {
            for (String limit : List.of(
                    "0",
                    "-1",
                    "10001",
                    "1.5",
                    "1e1",
                    "",
                    "%20",
                    "%2B1",
                    "%D9%A1",
                    "abc",
                    "9".repeat(30),
                    "1&limit=2")) {
                table.row(list + "?limit=" + limit, 400, "limit must be", () -> get(list + "?limit=" + limit));
            }
            for (String cursor : List.of(
                    "",
                    "x",
                    "%00",
                    "A".repeat(5000),
                    cursor("/nothing 5"),
                    cursor(list + " -5"),
                    cursor(list + " 0"),
                    cursor(list + " +5"),
                    cursor(list + " \u0661"),
                    cursor(list + " 9".repeat(30)),
                    cursor(list + " 5") + "&cursor=x")) {
                table.row(list + "?cursor=" + cursor, 400, "cursor", () -> get(list + "?cursor=" + cursor));
            }
        }
        return table.row("a query that is no UTF-8", 400, "cannot be decoded", () -> get("/images?limit=%ff"))
                .row("a query whose escapes are none", 400, "cannot be decoded", () -> get("/images?limit=%zz"))
                .row("a query with brackets", 400, MALFORMED, () -> get("/images?limit[]=1"))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> sizes() {
        Table table = table();
        for (String size :
                List.of("0", "-1", "15", "99999", "1e2", "1.5", "", "%20", "%D9%A1", "abc", "9".repeat(30))) {
            String result = "/results/" + result() + "/";
            for (String call : List.of(
                    "/images/" + image() + "/view?max=",
                    "/images/" + image() + "/thumbnail?size=",
                    result + "overlay?max=",
                    result + "compare/" + result() + "/difference?max=")) {
                String path = call + size;
                table.row(path, 400, "must be a whole number from 16", () -> get(path));
            }
        }
        return table.rows();
    }

    @TestFactory
    Stream<DynamicTest> ranges() {
        Table table = table();
        String many = "0-1,".repeat(200) + "0-1";
        for (String range : List.of(
                "bytes=5-2",
                "bytes=99999999-",
                "bytes=-0",
                "bytes=x",
                "lines=1",
                "bytes=" + many,
                "bytes=" + "9".repeat(30) + "-")) {
            table.row(range, 416, "Range", () -> server().get("/images/" + image() + "/data", "Range", range));
        }
        return table.rows();
    }

    private Answer instance(String n) {
        return server().get("/results/" + result() + "/instances/" + n + "/mask");
    }

    /** The id of a result with one instance. */
    private String result() {
        return server().get("/images/history").json().get(0).get("id").stringValue();
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Answer get(String path) {
        return head("GET " + path);
    }

    private Answer head(String start) {
        return raw(start + " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    private Answer override(String path) {
        return server().send("POST", path, BodyPublishers.ofString("{}"), "X-HTTP-Method-Override", "DELETE");
    }

    private Answer send(String method, String path) {
        return server().send(method, path.replace("*", image()), BodyPublishers.ofString("{}"), "Content-Type", JSON);
    }
}
