package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SAM2 and 2.1: an encoder with an embedding and two finer levels, in whatever order, and a decoder that takes all three. Either
 * with Meta's prompt inputs, as samexporter, osam and usls export it, or with those of transformers.
 */
final class Sam2Family implements ModelFamily {

    private static final int LEVELS = 3;
    private static final int DEFAULT_SIZE = 1024;

    @Override
    public String name() {
        return "sam2";
    }

    @Override
    public String requirement() {
        return name()
                + ": an encoder with one image input (f32 [N,3,S,S]) and three outputs, and a decoder with inputs image_embed, "
                + "high_res_feats_0, high_res_feats_1 (or image_embeddings, high_res_features1, high_res_features2), point_coords, "
                + "point_labels, mask_input, has_mask_input, optionally orig_im_size, or as transformers exports it: "
                + "image_embeddings.0 to .2, input_points, input_labels, optionally input_boxes";
    }

    @Override
    public Optional<SamModel> recognise(BundleContents bundle) {
        Optional<SamModel> meta = meta(bundle);
        return meta.isPresent() ? meta : new TransformersSplit(bundle).sam2();
    }

    private static Optional<SamModel> meta(BundleContents bundle) {
        RoleFiles roles = bundle.roles();
        Optional<InspectedFile> decoder = roles.pick(
                Sam1MetaFamily.DECODER, signature -> Sam2Tensors.of(signature).isPresent());
        Optional<InspectedFile> encoder =
                decoder.flatMap(found -> roles.pick(Sam1MetaFamily.ENCODER, Sam2Family::isEncoder));
        return encoder.map(found -> model(found, decoder.orElseThrow(), bundle));
    }

    private static SamModel model(InspectedFile encoder, InspectedFile decoder, BundleContents bundle) {
        Sam2Tensors tensors = Sam2Tensors.of(decoder.signature()).orElseThrow();
        return new PromptableModel(
                encoder(encoder, tensors, bundle.preprocessing(() -> preprocessing(encoder.signature()))),
                Sam1MetaFamily.DECODER,
                decoder,
                new Sam2Decoder(decoder.signature(), tensors));
    }

    static boolean isEncoder(GraphSignature signature) {
        return signature.inputs().size() == 1
                && Images.isPlanes(signature.inputs().get(0))
                && signature.outputs().size() == LEVELS
                && signature.outputs().stream().allMatch(output -> output.rank() == 4 && output.dtype() == DType.F32);
    }

    private static Preprocessing preprocessing(GraphSignature encoder) {
        return Preprocessing.sam2(
                Images.frame(encoder.inputs().get(0)).map(ImageFrame::width).orElse(DEFAULT_SIZE));
    }

    /** Exporters agree neither on names nor on the order of levels; what always holds is that the embedding is the coarsest. */
    private static ImageEncoder encoder(InspectedFile file, Sam2Tensors tensors, Preprocessing preprocessing) {
        Set<String> outputs =
                file.signature().outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
        List<String> finestFirst = List.of(tensors.fine(), tensors.middle(), tensors.embedding());
        return new ImageEncoder(Sam1MetaFamily.ENCODER, file, preprocessing, outputs, made -> {
            List<String> bySize = outputs.stream()
                    .sorted(Comparator.comparing((String name) -> -Tensors.width(made.get(name))))
                    .toList();
            Map<String, Tensor> features = new HashMap<>();
            for (int level = 0; level < LEVELS; level++) {
                features.put(finestFirst.get(level), made.take(bySize.get(level)));
            }
            return features;
        });
    }
}
