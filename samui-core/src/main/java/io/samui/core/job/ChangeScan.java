package io.samui.core.job;

import io.samui.core.Stores;
import io.samui.core.annotation.PromptSummary;
import io.samui.core.change.ChangeDetector;
import io.samui.core.change.Reason;
import io.samui.core.change.Wanted;
import io.samui.core.image.ImageId;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.InferenceEngine;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges the images of a request, for those who submit it and those who only want to know. It compares digests: no annotation is
 * read. Run under the queue's lock, what it finds of items and results stays true until the transaction ends.
 */
final class ChangeScan {

    /** Images that one statement asks for: what it returns stays small, and statements stay few. */
    static final int PIECE = 5_000;

    private final Stores stores;
    private final JobRequest request;
    private final EngineInfo engine;
    private final PromptSupport support;
    private final String parameters;

    ChangeScan(Stores stores, JobRequest request, InferenceEngine engine) {
        this.stores = stores;
        this.request = request;
        this.engine = engine.info();
        this.support = new PromptSupport(engine);
        this.parameters = request.parameters().digest();
    }

    /** A finding for each image that exists, in the request's order; read from the stores a piece at a time, as they are taken. */
    Stream<Finding> findings() {
        return findings(id -> {});
    }

    /**
     * As {@link #findings()}.
     *
     * @param unknown gets the ids that no image has, in order, each before the findings of later pieces
     */
    Stream<Finding> findings(Consumer<ImageId> unknown) {
        List<ImageId> ids = request.imageIds().stream().distinct().toList();
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + PIECE)
                .mapToObj(from -> ids.subList(from, Math.min(from + PIECE, ids.size())))
                .flatMap(piece -> piece(piece, unknown));
    }

    private Stream<Finding> piece(List<ImageId> ids, Consumer<ImageId> unknown) {
        Map<ImageId, ImageState> states = stores.imageStates().find(ids, request.mode()).stream()
                .collect(Collectors.toMap(ImageState::id, Function.identity()));
        ids.stream().filter(id -> !states.containsKey(id)).forEach(unknown);
        return ids.stream()
                .filter(states::containsKey)
                .map(states::get)
                .map(state -> judge(state, state.prompts(), state.textPrompt()));
    }

    /** Judges an image by prompts that may be newer than those it was found with. */
    Finding judge(ImageState image, PromptSummary prompts, @Nullable String textPrompt) {
        Wanted wanted = new Wanted(
                prompts,
                image.imageDigest(),
                engine.modelDigest(),
                parameters,
                support.unsupported(prompts, textPrompt));
        Reason reason = ChangeDetector.detect(wanted, image.pending(), image.success(), image.last());
        String unsupported = wanted.unsupported();
        return new Finding(
                image,
                reason,
                reason == Reason.UNSUPPORTED_PROMPT && unsupported != null ? unsupported : reason.sentence());
    }
}
