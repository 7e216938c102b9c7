package io.samui.core.inference;

import io.samui.core.mask.Box;
import java.util.List;

/** What is asked about one image, in pixels of the upright image. */
public sealed interface Prompt {

    /** One mask per box, in order. */
    record BoxPrompt(List<Box> boxes) implements Prompt {
        public BoxPrompt {
            boxes = List.copyOf(boxes);
            if (boxes.isEmpty()) {
                throw new IllegalArgumentException("A box prompt has at least one box");
            }
        }
    }

    /** One mask for all points together; at least one is positive. */
    record PointPrompt(List<PromptPoint> points) implements Prompt {
        public PointPrompt {
            points = List.copyOf(points);
            if (points.stream().noneMatch(PromptPoint::positive)) {
                throw new IllegalArgumentException("A point prompt has at least one positive point");
            }
        }
    }

    /** All instances of a concept, given by texts and/or exemplars; at least one text or positive exemplar. */
    record ConceptPrompt(List<String> texts, List<Exemplar> exemplars) implements Prompt {
        public ConceptPrompt {
            texts = List.copyOf(texts);
            exemplars = List.copyOf(exemplars);
            if (texts.isEmpty() && exemplars.stream().noneMatch(Exemplar::positive)) {
                throw new IllegalArgumentException("A concept prompt has at least one text or positive exemplar");
            }
        }
    }

    /** A point; in image pixels, where pixel (i, j) covers [i, i+1) x [j, j+1). */
    record PromptPoint(double x, double y, boolean positive) {}

    /** A box around an instance of the concept (positive), or of what it is not. */
    record Exemplar(Box box, boolean positive) {}
}
