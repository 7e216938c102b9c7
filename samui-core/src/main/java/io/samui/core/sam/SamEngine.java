package io.samui.core.sam;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.inference.PreparedImage;
import io.samui.core.spi.ProviderConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A SAM model on a tensor runtime. Making it reads signatures; the device is chosen when it is first asked for. */
public final class SamEngine implements InferenceEngine {

    private static final Logger LOG = LoggerFactory.getLogger(SamEngine.class);

    private final TensorRuntime runtime;
    private final ModelBundle bundle;
    private final SamModel model;
    private final String requestedDevice;
    private final Object turn = new Object();
    private final Object identity = new Object();

    private @Nullable EngineInfo info;
    private Map<String, TensorGraph> graphs = Map.of();
    private int sessions;
    private boolean closed;

    private SamEngine(TensorRuntime runtime, ModelBundle bundle, SamModel model, String requestedDevice) {
        this.runtime = runtime;
        this.bundle = bundle;
        this.model = model;
        this.requestedDevice = requestedDevice;
    }

    /**
     * Makes an engine for the model that {@code samui.inference.model} names.
     *
     * @param bundled taken when none is named; null where the backend carries none
     * @throws io.samui.core.ConfigurationException when there is no such model, or it is of no supported layout
     */
    public static InferenceEngine create(TensorRuntime runtime, ProviderConfig config, @Nullable BundledModel bundled) {
        InferenceSettings settings = config.common(InferenceSettings.class);
        ModelBundle bundle = new ModelLocator(runtime, config.dataDirectory(), bundled).locate(settings.model());
        return new SamEngine(
                runtime, bundle, ModelFamilies.recognise(bundle, runtime), String.valueOf(settings.device()));
    }

    @Override
    public EngineInfo info() {
        // not the engine's own lock: whoever asks what it is does not wait while weights load
        synchronized (identity) {
            if (info == null) {
                info = new EngineInfo(
                        bundle.id(),
                        BundleDigest.of(
                                model,
                                bundle.declared()
                                        .map(BundleManifest::preprocessing)
                                        .orElse(null)),
                        model.modes(),
                        model.promptKinds(),
                        model.exemplarLimit(),
                        runtime.name(),
                        runtime.chooseDevice(requestedDevice),
                        model.preprocessingVersion(),
                        model.approximateModes());
            }
            return info;
        }
    }

    @Override
    public ImageFrame frameFor(int width, int height) {
        return model.frameFor(width, height);
    }

    @Override
    public Optional<String> refusal(List<String> texts) {
        return model.refusal(texts);
    }

    @Override
    public PreparedImage prepare(RgbImage image) {
        return new SamPreparedImage(
                this, model.prepare(image), new ImageFrame(image.sourceWidth(), image.sourceHeight()));
    }

    @Override
    public synchronized InferenceSession open() {
        if (closed) {
            throw new IllegalStateException("The engine is closed");
        }
        if (graphs.isEmpty()) {
            graphs = load(new GraphOptions(info().device(), 0));
        }
        sessions++;
        return new SamSession(this, model, graphs, turn);
    }

    @Override
    public synchronized void unload() {
        if (sessions > 0) {
            throw new IllegalStateException("The weights are in use by " + sessions + " open session(s)");
        }
        // forgotten first: a graph that fails to close must not be handed out again
        Map<String, TensorGraph> released = graphs;
        graphs = Map.of();
        released.values().forEach(TensorGraph::close);
    }

    @Override
    public synchronized void close() {
        closed = true;
        sessions = 0;
        unload();
    }

    synchronized void sessionClosed() {
        sessions = Math.max(0, sessions - 1);
    }

    private Map<String, TensorGraph> load(GraphOptions options) {
        Map<String, TensorGraph> loaded = new LinkedHashMap<>();
        try {
            model.files()
                    .forEach((role, file) ->
                            loaded.put(role, runtime.load(file.file().file(), options)));
        } catch (RuntimeException e) {
            loaded.values().forEach(TensorGraph::close);
            throw e;
        }
        LOG.info("Loaded the model {} on {} ({})", bundle.id(), options.device(), runtime.name());
        return Map.copyOf(loaded);
    }
}
