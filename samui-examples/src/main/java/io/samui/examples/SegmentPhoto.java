package io.samui.examples;

import io.samui.core.Samui;
import io.samui.core.export.PngWriter;
import io.samui.core.inference.Prompt.BoxPrompt;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A photo and a box in, a mask out: {@code SegmentPhoto photo.jpg x y width height mask.png}. */
public final class SegmentPhoto {

    private SegmentPhoto() {}

    public static void main(String[] args) throws IOException {
        Box box = new Box(number(args[1]), number(args[2]), number(args[3]), number(args[4]));
        try (Samui samui = Samui.builder().build()) {
            var found = samui.segmenter().segment(BlobSource.of(Path.of(args[0])), new BoxPrompt(List.of(box)));
            Files.write(Path.of(args[5]), PngWriter.grey(found.get(0).mask()));
            System.out.printf(
                    "%d pixels, score %.3f%n",
                    found.get(0).mask().area(), found.get(0).score());
        }
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }
}
