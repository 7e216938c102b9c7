package io.samui.examples.kserve;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.sam.SamEngine;
import io.samui.core.spi.ProviderConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Provider {@code kserve}: models on a server that speaks the Open Inference Protocol. */
public final class KServeInferenceProvider implements InferenceProvider {

    /**
     * The keys {@code samui.inference.kserve.*}.
     *
     * @param url     the server's address
     * @param timeout of one call; a minute where none is set
     */
    public record Settings(@Nullable String url, @Nullable Duration timeout) {
        public Settings {
            if (url == null || !url.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
                throw new ConfigurationException(
                        "Set samui.inference.kserve.url to the address of an inference server, such as"
                                + " http://gpu-box:8000" + (url == null ? "" : "; it is \"" + url + "\""));
            }
            timeout = timeout == null ? Duration.ofMinutes(1) : timeout;
        }
    }

    @Override
    public String name() {
        return "kserve";
    }

    @Override
    public InferenceEngine create(ProviderConfig config) {
        return SamEngine.create(new KServeRuntime(new KServeClient(config.own(Settings.class))), config, null);
    }
}
