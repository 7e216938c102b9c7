package io.samui.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.Samui;
import io.samui.core.testkit.TinySam1;
import io.samui.examples.Jvm;
import io.samui.examples.kserve.TinyServer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program, compiled once against samui-core alone, takes the backend that is on its class path. */
class BackendSwapIT {

    private static final String SOURCE = """
            import io.samui.core.Samui;
            import io.samui.core.inference.Prompt.BoxPrompt;
            import io.samui.core.mask.Box;
            import io.samui.core.storage.BlobSource;
            import java.nio.file.Path;
            import java.util.List;

            /** Arguments: a picture, a model, and further settings. */
            public class Swapped {
                public static void main(String[] args) throws Exception {
                    var builder = Samui.builder().setting("samui.inference.model", args[1]);
                    for (int i = 2; i < args.length; i += 2) {
                        builder.setting(args[i], args[i + 1]);
                    }
                    try (Samui samui = builder.build()) {
                        var found = samui.segmenter()
                                .segment(BlobSource.of(Path.of(args[0])), new BoxPrompt(List.of(new Box(230, 40, 130, 110))));
                        System.out.println(samui.model().backend() + ": " + found.get(0).mask().area() + " pixels");
                    }
                }
            }
            """;

    @TempDir
    private static Path temp;

    private static Path picture;
    private static Path program;

    @BeforeAll
    static void compile() throws Exception {
        picture = Files.write(temp.resolve("shapes.png"), TinySam1.picture());
        program = Files.createDirectory(temp.resolve("program"));
        Path source = Files.writeString(temp.resolve("Swapped.java"), SOURCE);
        Path core = Path.of(
                Samui.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        assertThat(javac.getTask(
                                said,
                                null,
                                null,
                                List.of("-cp", core.toString(), "-d", program.toString(), "-proc:none"),
                                null,
                                javac.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                        .call())
                .as(said::toString)
                .isTrue();
    }

    @Test
    void one_dependency_makes_the_difference() throws Exception {
        Path onnx = TinySam1.copyTo(temp.resolve("onnx"));
        Path torchScript = TinySam1.copyTorchScriptTo(temp.resolve("djl"));

        String first = run(ModuleClassPath.backend("samui-inference-onnx"), onnx);
        String second = run(ModuleClassPath.backend("samui-inference-djl"), torchScript);

        assertThat(first).contains("onnxruntime");
        assertThat(second).contains("pytorch");
        assertThat(pixels(second)).isEqualTo(pixels(first)).isBetween(5_000, 15_000);
    }

    /** The third is the example, as somebody else would bring it: a jar with a services file. */
    @Test
    void a_strangers_jar_is_a_backend_like_ours() throws Exception {
        List<Path> classPath = new ArrayList<>(ModuleClassPath.core());
        classPath.add(Path.of("target", "kserve", "samui-kserve.jar"));
        try (TinyServer server = TinyServer.start(temp.resolve("served"))) {
            String said = run(
                    classPath, TinyServer.bundle(temp.resolve("remote")), "samui.inference.kserve.url", server.url());

            assertThat(said).contains("kserve v2");
            assertThat(pixels(said)).isBetween(5_000, 15_000);
            assertThat(server.binaryRequests()).isEqualTo(2);
        }
    }

    private static String run(List<Path> backend, Path model, String... settings)
            throws IOException, InterruptedException {
        List<Path> classPath = new ArrayList<>(backend);
        classPath.add(program);
        List<String> arguments = new ArrayList<>(List.of(picture.toString(), model.toString()));
        arguments.addAll(Arrays.asList(settings));
        return new Jvm(classPath, List.of("-Xmx512m"), temp).run("Swapped", arguments.toArray(String[]::new));
    }

    private static int pixels(String said) {
        String line = said.lines()
                .filter(one -> one.endsWith(" pixels"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
        return Integer.parseInt(line.substring(line.lastIndexOf(": ") + 2, line.length() - " pixels".length()));
    }
}
