package io.samui.examples.bench;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/** minisam's TorchScript files on DJL alone: {@code block.forward}. To be made after samui's engine, which starts DJL offline. */
final class BareDjl implements BareRuntime {

    private static final String ENGINE = "PyTorch";

    private final Model encoder = Model.newInstance("encoder", Device.cpu(), ENGINE);
    private final Model decoder = Model.newInstance("decoder", Device.cpu(), ENGINE);
    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE);
    private final ParameterStore parameters = new ParameterStore(manager, false);

    /** Inputs of the decoder that are the same for all boxes, in its order. */
    private final NDArray labels;

    private final NDArray noMask;
    private final NDArray hasNoMask;

    BareDjl(Path bundle) throws IOException, MalformedModelException {
        encoder.load(bundle, "minisam_encoder.pt");
        decoder.load(bundle, "minisam_decoder_multimask.pt");
        labels = manager.create(BareInputs.cornerLabels(), new Shape(1, 2));
        noMask = manager.zeros(new Shape(1, 1, BareInputs.MASK, BareInputs.MASK));
        hasNoMask = manager.zeros(new Shape(1));
    }

    @Override
    public PhotoRun run(FloatBuffer image, List<float[]> corners) {
        try (NDManager photo = manager.newSubManager()) {
            NDList input = new NDList(photo.create(image, new Shape(1, 3, BareInputs.SIDE, BareInputs.SIDE)));
            Took.Start start = Took.start();
            NDList encoded = forward(encoder, input);
            PhotoRun run = PhotoRun.encodedIn(start.stop());
            for (float[] box : corners) {
                decode(photo, encoded.head(), box, run);
            }
            return run;
        }
    }

    private void decode(NDManager photo, NDArray embedding, float[] corners, PhotoRun run) {
        NDArray points = photo.create(corners, new Shape(1, 2, 2));
        NDList input = new NDList(embedding, points, labels, noMask, hasNoMask);
        Took.Start start = Took.start();
        NDList answer = forward(decoder, input);
        Took took = start.stop();
        run.decoded(took, BareInputs.best(answer.get(1).toFloatArray()));
    }

    private NDList forward(Model model, NDList input) {
        return model.getBlock().forward(parameters, input, false);
    }

    @Override
    public void close() {
        manager.close();
        encoder.close();
        decoder.close();
    }
}
