package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device that graphs run on.
 *
 * @param index which of its kind, from 0
 */
public record Device(Kind kind, int index) {

    public enum Kind {
        CPU,
        CUDA,
        TENSORRT
    }

    public static final Device CPU = new Device(Kind.CPU, 0);

    private static final Pattern ACCELERATOR = Pattern.compile("(cuda|tensorrt)(?::(\\d{1,3}))?");

    /**
     * Reads {@code cpu}, {@code cuda}, {@code cuda:N}, {@code tensorrt} and {@code tensorrt:N}.
     *
     * @throws ConfigurationException for anything else
     */
    public static Device parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.equals("cpu")) {
            return CPU;
        }
        Matcher accelerator = ACCELERATOR.matcher(name);
        if (!accelerator.matches()) {
            throw new ConfigurationException("samui.inference.device is \"" + text
                    + "\"; there are auto, cpu, cuda, cuda:N (the N-th GPU, from 0) and, with onnx, tensorrt");
        }
        String index = accelerator.group(2);
        Kind kind = Kind.valueOf(accelerator.group(1).toUpperCase(Locale.ROOT));
        return new Device(kind, index == null ? 0 : Integer.parseInt(index));
    }

    @Override
    public String toString() {
        return kind == Kind.CPU ? "cpu" : kind.name().toLowerCase(Locale.ROOT) + ":" + index;
    }
}
