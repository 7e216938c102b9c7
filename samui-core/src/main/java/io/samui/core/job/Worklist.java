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
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the images that stand in a certain way: all are judged as a submission would judge them, a few thousand at a time, so it
 * takes little memory and its time grows with the number of images that it has to look at. Nothing is locked meanwhile. Thread-safe.
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

    /** A page is often full after as many, and they take a moment only. */
    private static final int FIRST_PIECE = 500;

    private final Stores stores;
    private final EngineHolder engines;

    public Worklist(Stores stores, EngineHolder engines) {
        this.stores = stores;
        this.engines = engines;
    }

    /**
     * A page of the images that stand so, newest first. It looks no further than the page goes, which is far only where few
     * images stand so.
     *
     * @throws InvalidInputException when the model does not have the mode
     * @throws io.samui.core.ConfigurationException when there is no usable model
     */
    public Page<ImageRecord> page(Query query, PageRequest request) {
        List<ImageRecord> found = new ArrayList<>();
        Walk walk = new Walk(query, new PageRequest(FIRST_PIECE, request.before()));
        while (found.size() <= request.limit() && walk.hasNext()) {
            addUpTo(request.limit() + 1, found, walk.next());
        }
        return Page.of(found, request, ImageRecord::seq);
    }

    /**
     * As {@link #page}, with the number of all of them, for which every image is looked at.
     *
     * @throws InvalidInputException when the model does not have the mode
     * @throws io.samui.core.ConfigurationException when there is no usable model
     */
    public Found find(Query query, PageRequest request) {
        List<ImageRecord> found = new ArrayList<>();
        long total = 0;
        Walk walk = new Walk(query, PageRequest.first(ChangeScan.PIECE));
        while (walk.hasNext()) {
            List<ImageRecord> standing = walk.next();
            total += standing.size();
            addUpTo(
                    request.limit() + 1,
                    found,
                    standing.stream()
                            .filter(image -> image.seq() < request.before())
                            .toList());
        }
        return new Found(Page.of(found, request, ImageRecord::seq), total);
    }

    private static void addUpTo(int most, List<ImageRecord> found, List<ImageRecord> more) {
        found.addAll(more.subList(0, Math.min(more.size(), most - found.size())));
    }

    /** Those that stand so, newest first, in as many pieces as it takes to look at all. */
    private final class Walk implements Iterator<List<ImageRecord>> {

        private final Query query;
        private final ChangeScan scan;
        private Optional<PageRequest> next;

        Walk(Query query, PageRequest first) {
            InferenceEngine engine = engines.get();
            PromptSupport.requireMode(engine.info(), query.mode());
            this.query = query;
            this.scan =
                    new ChangeScan(stores, new JobRequest(List.of(), query.mode(), query.parameters(), false), engine);
            this.next = Optional.of(first);
        }

        @Override
        public boolean hasNext() {
            return next.isPresent();
        }

        @Override
        public List<ImageRecord> next() {
            Page<ImageRecord> piece = piece(query.name(), next.orElseThrow(NoSuchElementException::new));
            next = piece.next().map(following -> new PageRequest(ChangeScan.PIECE, following.before()));
            Set<ImageId> standing = standing(scan, query, piece.entries());
            return piece.entries().stream()
                    .filter(image -> standing.contains(image.id()))
                    .toList();
        }
    }

    private Page<ImageRecord> piece(NamePart name, PageRequest request) {
        return name.isEmpty() ? stores.images().list(request) : stores.images().list(name, request);
    }

    private Set<ImageId> standing(ChangeScan scan, Query query, List<ImageRecord> images) {
        List<ImageId> ids = images.stream().map(ImageRecord::id).toList();
        return stores.imageStates().find(ids, query.mode()).stream()
                .filter(state -> query.standing()
                        .isOf(scan.judge(state, state.prompts(), state.textPrompt())
                                .reason()))
                .map(ImageState::id)
                .collect(Collectors.toSet());
    }
}
