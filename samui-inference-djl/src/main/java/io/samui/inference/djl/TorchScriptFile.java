package io.samui.inference.djl;

import io.samui.core.ConfigurationException;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A TorchScript file wherever it lies, and what is wrong with one that is none. Nothing of PyTorch is loaded to tell. */
final class TorchScriptFile {

    private static final int PEEK = 256;

    /** The end of a zip archive, where its list of entries is, or the end of that. */
    private static final int TAIL = 1 << 17;

    private static final String ZIP = "PK\u0003\u0004";
    private static final String END_OF_ZIP = "PK\u0005\u0006";

    /** Only archives that have code have this entry beside it. */
    private static final String CONSTANTS = "/constants.pkl";

    private final ModelFile file;

    TorchScriptFile(ModelFile file) {
        this.file = file;
    }

    /**
     * @throws ConfigurationException when the file is missing, cut short, no TorchScript, or no manifest tells its inputs and outputs
     */
    GraphSignature signature() {
        try {
            check();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
        return file.declaredSignature()
                .orElseThrow(() -> new ConfigurationException(file.name()
                        + " is TorchScript, which does not tell names, types and shapes of its inputs and outputs. Write them into a"
                        + " model.json beside it, as \"inputs\" and \"outputs\" of that file"));
    }

    private void check() throws IOException {
        byte[] head;
        try (InputStream in = file.open()) {
            head = in.readNBytes(PEEK);
        }
        if (!latin(head).startsWith(ZIP)) {
            throw new ConfigurationException(
                    file.name() + " is not TorchScript but "
                            + ModelFile.lookalike(head)
                                    .orElse(
                                            "something else: torch.jit.save writes zip archives. Export the model to TorchScript"));
        }
        Optional<Path> path = file.onDisk();
        if (path.isPresent()) {
            checkTail(latin(tail(path.get())));
        }
    }

    private void checkTail(String tail) {
        if (!tail.contains(END_OF_ZIP)) {
            throw new ConfigurationException(
                    file.name() + " is cut short: its last part is missing. Copy or download it again");
        }
        if (!tail.contains(CONSTANTS)) {
            throw new ConfigurationException(file.name()
                    + " is not TorchScript but another archive, such as a checkpoint, which has weights and no code. Export the model"
                    + " with torch.jit.trace or torch.jit.script and torch.jit.save");
        }
    }

    private static byte[] tail(Path path) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(path.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, in.length())];
            in.seek(in.length() - tail.length);
            in.readFully(tail);
            return tail;
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
