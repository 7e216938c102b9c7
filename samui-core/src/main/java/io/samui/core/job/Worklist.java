package io.samui.core.job;

import io.samui.core.InvalidInputException;
import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.Stores;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.NamePart;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.SegmentationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the images that stand in a certain way: all are judged as a submission would judge them, a few thousand at a time, so it
 * takes little memory and its time grows with the number of images. Nothing is locked meanwhile. Thread-safe.
 */
public final class Worklist {

    /**
     * Which images.
     *
     * @param name       only those with such a name
     * @param parameters those of the job that somebody has in mind
     */
    public record Query(NamePart name, SegmentationMode mode, ImageStanding standing, DecodeOptions parameters) {}

    /**
     * What was found.
     *
     * @param total how many there are, on this page or not
     */
    public record Found(Page<ImageRecord> page, long total) {}

    private final Stores stores;
    private final EngineHolder engines;

    public Worklist(Stores stores, EngineHolder engines) {
        this.stores = stores;
        this.engines = engines;
    }

    /**
     * A page of the images that stand so, newest first, and the number of all of them.
     *
     * @throws InvalidInputException when the model does not have the mode
     * @throws io.samui.core.ConfigurationException when there is no usable model
     */
    public Found find(Query query, PageRequest request) {
        InferenceEngine engine = engines.get();
        PromptSupport.requireMode(engine.info(), query.mode());
        Detection detection =
                new Detection(stores, new JobRequest(List.of(), query.mode(), query.parameters(), false), engine);
        List<ImageRecord> found = new ArrayList<>();
        long total = 0;
        Optional<PageRequest> next = Optional.of(PageRequest.first(Detection.PIECE));
        while (next.isPresent()) {
            Page<ImageRecord> piece = piece(query.name(), next.get());
            Set<ImageId> standing = standing(detection, query, piece.entries());
            total += standing.size();
            piece.entries().stream()
                    .filter(image -> image.seq() < request.before() && standing.contains(image.id()))
                    .limit(request.limit() + 1L - found.size())
                    .forEach(found::add);
            next = piece.next();
        }
        return new Found(Page.of(found, request, ImageRecord::seq), total);
    }

    private Page<ImageRecord> piece(NamePart name, PageRequest request) {
        return name.isEmpty() ? stores.images().list(request) : stores.images().list(name, request);
    }

    private Set<ImageId> standing(Detection detection, Query query, List<ImageRecord> images) {
        List<ImageId> ids = images.stream().map(ImageRecord::id).toList();
        return stores.imageStates().find(ids, query.mode()).stream()
                .filter(state -> query.standing()
                        .isOf(detection
                                .judge(state, state.prompts(), state.textPrompt())
                                .reason()))
                .map(ImageState::id)
                .collect(Collectors.toSet());
    }
}
