package io.samui.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.ContextLoadedEngine;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.Prompt;
import io.samui.core.mask.Box;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.ContextLoadedStorage;
import io.samui.core.testkit.inference.FakeEngine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every method of both SPIs is called through the wrappers, and each must see the plugin's loader. */
class ContextLoadedTest {

    private final ClassLoader plugin = new ClassLoader(getClass().getClassLoader()) {};
    private final Map<String, ClassLoader> seen = new TreeMap<>();

    @Test
    void every_call_into_an_engine_runs_with_its_loader() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        InferenceEngine engine = new ContextLoadedEngine(watched(InferenceEngine.class, new FakeEngine()), plugin);

        engine.info();
        engine.frameFor(4, 4);
        InferenceSession session = engine.open();
        var embedding = session.encode(engine.prepare(RgbImage.of(4, 4, new byte[48])), Cancellation.none());
        session.decode(
                embedding,
                new Prompt.BoxPrompt(List.of(new Box(0, 0, 2, 2))),
                DecodeOptions.defaults(),
                Cancellation.none());
        session.close();
        engine.unload();
        engine.close();

        assertThat(seen)
                .containsOnlyKeys("info", "frameFor", "open", "prepare", "encode", "decode", "close", "unload")
                .allSatisfy((method, loader) -> assertThat(loader).isSameAs(plugin));
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void every_call_into_a_storage_runs_with_its_loader() throws Exception {
        BlobStorage storage =
                new ContextLoadedStorage(watched(BlobStorage.class, new MemoryBlobStorage(Clock.systemUTC())), plugin);
        BlobKey key = new BlobKey("a");

        storage.put(key, BlobSource.of(new byte[] {1, 2, 3}), "x/y");
        assertThat(storage.find(key)).isPresent();
        assertThat(storage.open(key).readAllBytes()).hasSize(3);
        assertThat(storage.open(key, 1, 1).readAllBytes()).containsExactly(2);
        assertThat(storage.list("")).hasSize(1);
        storage.delete(key);
        storage.close();

        assertThat(seen)
                .containsOnlyKeys("put", "find", "open", "list", "delete", "close")
                .allSatisfy((method, loader) -> assertThat(loader).isSameAs(plugin));
    }

    /** Notes the context loader at each call; sessions are watched, too. */
    private <T> T watched(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    seen.put(method.getName(), Thread.currentThread().getContextClassLoader());
                    Object result = invoke(method, target, arguments);
                    return result instanceof InferenceSession session
                            ? watched(InferenceSession.class, session)
                            : result;
                }));
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
