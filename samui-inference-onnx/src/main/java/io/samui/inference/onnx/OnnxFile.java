package io.samui.inference.onnx;

import io.samui.core.ConfigurationException;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An ONNX file wherever it lies, and what is wrong with one that is none. */
final class OnnxFile {

    private static final int PEEK = 256;

    private final ModelFile file;

    OnnxFile(ModelFile file) {
        this.file = file;
    }

    /**
     * @throws ConfigurationException when there is none
     */
    byte[] bytes() {
        try (InputStream in = file.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /**
     * @throws ConfigurationException when the file is missing, cut short, or no ONNX model that samui can feed
     */
    GraphSignature signature() {
        try (InputStream in = new BufferedInputStream(file.open(), 1 << 16)) {
            in.mark(PEEK);
            byte[] head = in.readNBytes(PEEK);
            in.reset();
            Optional<String> somethingElse = lookalike(head);
            if (somethingElse.isPresent()) {
                throw new ConfigurationException(file.name() + " is not an ONNX model but " + somethingElse.get());
            }
            return OnnxSignatureReader.read(in);
        } catch (OnnxSignatureReader.UnsupportedException e) {
            throw new ConfigurationException(file.name() + ": " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new ConfigurationException(
                    file.name() + " is cut short: its last part is missing. Copy or download it again", e);
        } catch (ProtobufReader.MalformedException | ArithmeticException e) {
            throw new ConfigurationException(
                    file.name() + " is not an ONNX model (" + e.getMessage() + "). Copy or download it again", e);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static Optional<String> lookalike(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith("PK\u0003\u0004")
                ? Optional.of("a zip archive, as TorchScript and checkpoint files are. Export the model to ONNX")
                : ModelFile.lookalike(head);
    }
}
