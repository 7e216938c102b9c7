package io.samui.core.sam;

import static io.samui.core.sam.Sam1MetaFamily.HAS_MASK_INPUT;
import static io.samui.core.sam.Sam1MetaFamily.MASK_INPUT;
import static io.samui.core.sam.Sam1MetaFamily.ORIG_IM_SIZE;
import static io.samui.core.sam.Sam1MetaFamily.POINT_COORDS;
import static io.samui.core.sam.Sam1MetaFamily.POINT_LABELS;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a SAM2 decoder calls its tensors.
 *
 * @param embedding input: the coarsest level
 * @param fine      input: the finest level
 * @param middle    input: the level between
 * @param masks     output: candidates, of low resolution where it has such
 * @param lowRes    whether {@code masks} is of low resolution whatever size is asked for
 * @param scores    output: one number per candidate
 */
record Sam2Tensors(String embedding, String fine, String middle, String masks, boolean lowRes, String scores) {

    private static final List<String> EMBEDDING = List.of("image_embed", "image_embeddings", "image_embedding");
    private static final List<String> FINE = List.of("high_res_feats_0", "high_res_features1", "high_res_features_0");
    private static final List<String> MIDDLE = List.of("high_res_feats_1", "high_res_features2", "high_res_features_1");
    private static final List<String> LOW_RES = List.of("low_res_masks", "low_res_mask", "low_res_logits");
    private static final List<String> SCORES = List.of("iou_predictions", "iou_scores", "scores", "iou_pred");

    /** Empty for a graph that is no such decoder. */
    static Optional<Sam2Tensors> of(GraphSignature graph) {
        Set<String> names =
                new HashSet<>(graph.inputs().stream().map(TensorSpec::name).toList());
        Optional<String> embedding = first(EMBEDDING, names);
        Optional<String> fine = first(FINE, names);
        Optional<String> middle = first(MIDDLE, names);
        Optional<String> scores =
                SCORES.stream().filter(name -> graph.output(name).isPresent()).findFirst();
        Optional<String> lowRes =
                LOW_RES.stream().filter(name -> graph.output(name).isPresent()).findFirst();
        boolean masks = lowRes.isPresent() || graph.output(Sam1MetaFamily.MASKS).isPresent();
        if (embedding.isEmpty() || fine.isEmpty() || middle.isEmpty() || scores.isEmpty() || !masks) {
            return Optional.empty();
        }
        names.removeAll(Set.of(embedding.get(), fine.get(), middle.get(), ORIG_IM_SIZE));
        return names.equals(Set.of(POINT_COORDS, POINT_LABELS, MASK_INPUT, HAS_MASK_INPUT))
                ? Optional.of(new Sam2Tensors(
                        embedding.get(),
                        fine.get(),
                        middle.get(),
                        lowRes.orElse(Sam1MetaFamily.MASKS),
                        lowRes.isPresent() || graph.input(ORIG_IM_SIZE).isEmpty(),
                        scores.get()))
                : Optional.empty();
    }

    private static Optional<String> first(List<String> wanted, Set<String> names) {
        return wanted.stream().filter(names::contains).findFirst();
    }
}
