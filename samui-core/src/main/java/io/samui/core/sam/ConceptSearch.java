package io.samui.core.sam;

import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.Prompt.ConceptPrompt;
import io.samui.core.inference.Prompt.Exemplar;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds all of a concept in one image: a pass of the detector per text, or several where it takes one box at a time, and of what
 * several passes found each instance once.
 */
final class ConceptSearch {

    private static final double NEGATIVE_OVERLAP = 0.5;

    /** One run of the detector. */
    private record Pass(int textIndex, String text, List<Exemplar> boxes) {}

    /** What a pass found. */
    private record Candidate(Pass pass, Detection detection, BinaryMask coarse) {}

    private final DetectorLayout layout;
    private final TextFeatures texts;
    private final DetectorCall call;
    private final DecodeOptions options;

    ConceptSearch(DetectorLayout layout, TextFeatures texts, DetectorCall call, DecodeOptions options) {
        this.layout = layout;
        this.texts = texts;
        this.call = call;
        this.options = options;
    }

    /** By text, the best first. */
    List<Instance> find(ConceptPrompt prompt) {
        List<Pass> passes = passes(prompt);
        List<Box> excluded = excluded(prompt);
        List<Candidate> found = new ArrayList<>();
        for (Pass pass : passes) {
            for (Detection detection : run(pass)) {
                if (excluded.stream().noneMatch(box -> isIn(box, detection))) {
                    add(found, new Candidate(pass, detection, detection.coarse(options)));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparing((Candidate one) -> one.pass().textIndex())
                        .thenComparing(one -> -one.detection().score()))
                .map(one -> new Instance(
                        one.pass().textIndex(),
                        one.detection().box(),
                        one.detection().score(),
                        one.detection().mask()))
                .toList();
    }

    /** What one pass finds, for callers that ask for no concept. */
    List<Detection> findLike(Box exemplar) {
        return run(new Pass(0, TextFeatures.VISUAL, List.of(new Exemplar(exemplar, true))));
    }

    private List<Detection> run(Pass pass) {
        call.cancellation().throwIfCancelled();
        Map<String, Tensor> features = texts.of(pass.text(), call.graphs(), call.cancellation());
        return layout.detect(call, features, pass.boxes());
    }

    private List<Pass> passes(ConceptPrompt prompt) {
        List<String> asked = prompt.texts().isEmpty() ? List.of(TextFeatures.VISUAL) : prompt.texts();
        List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            for (List<Exemplar> boxes : boxesOfPasses(prompt.exemplars())) {
                passes.add(new Pass(i, asked.get(i), boxes));
            }
        }
        return passes;
    }

    private List<List<Exemplar>> boxesOfPasses(List<Exemplar> exemplars) {
        if (layout.takesSeveralBoxes() || isLoneNegative(exemplars)) {
            return List.of(exemplars);
        }
        List<List<Exemplar>> each =
                exemplars.stream().filter(Exemplar::positive).map(List::of).toList();
        return each.isEmpty() ? List.of(List.of()) : each;
    }

    private static boolean isLoneNegative(List<Exemplar> exemplars) {
        return exemplars.size() == 1 && !exemplars.get(0).positive();
    }

    /** Negative boxes that the detector was not told of. */
    private List<Box> excluded(ConceptPrompt prompt) {
        List<Exemplar> exemplars = prompt.exemplars();
        return layout.takesSeveralBoxes() || isLoneNegative(exemplars)
                ? List.of()
                : exemplars.stream()
                        .filter(exemplar -> !exemplar.positive())
                        .map(Exemplar::box)
                        .toList();
    }

    private boolean isIn(Box box, Detection detection) {
        Box place = detection.place(options, call.image().width(), call.image().height());
        double x = place.x() + place.width() / 2;
        double y = place.y() + place.height() / 2;
        boolean centre = x >= box.x() && x < box.x() + box.width() && y >= box.y() && y < box.y() + box.height();
        return centre || place.iou(box) > NEGATIVE_OVERLAP;
    }

    /** Within a pass the detector tells its instances apart itself; two passes may have found the same one. */
    private void add(List<Candidate> found, Candidate candidate) {
        List<Candidate> same = found.stream()
                .filter(other -> other.pass() != candidate.pass()
                        && other.coarse().iou(candidate.coarse()) > options.duplicateIou())
                .toList();
        double best = same.stream()
                .mapToDouble(other -> other.detection().score())
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        if (candidate.detection().score() > best) {
            found.removeAll(same);
            found.add(candidate);
        }
    }
}
