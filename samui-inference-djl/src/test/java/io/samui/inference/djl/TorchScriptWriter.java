package io.samui.inference.djl;

import io.samui.core.sam.DType;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import io.samui.core.sam.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes TorchScript modules without weights, from their code, so that tests need no PyTorch but the one under test. As
 * {@code torch.jit.save} does it: a zip archive of the code, of the module as a pickle, and of no constants as another.
 */
final class TorchScriptWriter {

    private final StringBuilder code = new StringBuilder("""
            class Plain(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """);
    private final List<TensorSpec> inputs = new ArrayList<>();
    private final List<TensorSpec> outputs = new ArrayList<>();
    private String method = ModelFile.DEFAULT_METHOD;

    /** A module whose {@code forward} takes {@code x}. */
    static TorchScriptWriter of(String returns, String... statements) {
        return new TorchScriptWriter().method(ModelFile.DEFAULT_METHOD, "x: Tensor", returns, statements);
    }

    /** {@code y = x}, with these as declared. */
    static TorchScriptWriter identity(DType dtype, long... shape) {
        return of("Tensor", "return x").input("x", dtype, shape).output("y", dtype, shape);
    }

    TorchScriptWriter method(String name, String parameters, String returns, String... statements) {
        code.append("  def ")
                .append(name)
                .append("(self: __torch__.Plain, ")
                .append(parameters)
                .append(") -> ")
                .append(returns)
                .append(":\n");
        for (String statement : statements) {
            code.append("    ").append(statement).append('\n');
        }
        return this;
    }

    /** The manifest's word for the method to call. */
    TorchScriptWriter calling(String name) {
        method = name;
        return this;
    }

    TorchScriptWriter input(String name, DType dtype, long... shape) {
        inputs.add(spec(name, dtype, shape));
        return this;
    }

    TorchScriptWriter output(String name, DType dtype, long... shape) {
        outputs.add(spec(name, dtype, shape));
        return this;
    }

    ModelFile writeTo(Path file) {
        try {
            Files.write(file, module());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelFile(file.getFileName().toString(), file, null, null, signature(), method);
    }

    GraphSignature signature() {
        return new GraphSignature(inputs, outputs);
    }

    byte[] module() {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(module)) {
            entry(zip, "data.pkl", pickle("c__torch__\nPlain\n)\u0081}(X\u0008\0\0\0training\u0089ub."));
            entry(zip, "code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
            entry(zip, "constants.pkl", pickle(")."));
            entry(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return module.toByteArray();
    }

    private static byte[] pickle(String operations) {
        return ("\u0080\u0002" + operations).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Uncompressed, as PyTorch writes and reads them. */
    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry("plain/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        ((OutputStream) zip).write(content);
        zip.closeEntry();
    }

    private static TensorSpec spec(String name, DType dtype, long... shape) {
        return new TensorSpec(name, dtype, Arrays.stream(shape).boxed().toList());
    }
}
