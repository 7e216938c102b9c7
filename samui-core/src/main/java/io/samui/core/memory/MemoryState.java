package io.samui.core.memory;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultId;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.job.IdempotencyKey;
import io.samui.core.job.Job;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.KeyedSubmission;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables, and the counter that orders them. */
final class MemoryState {

    final MemoryUnitOfWork unit = new MemoryUnitOfWork();
    final MemoryTable<ImageId, ImageRecord> images = new MemoryTable<>(unit);
    final MemoryTable<AnnotationId, BoxAnnotation> boxes = new MemoryTable<>(unit);
    final MemoryTable<AnnotationId, PointAnnotation> points = new MemoryTable<>(unit);
    final MemoryTable<JobId, Job> jobs = new MemoryTable<>(unit);
    final MemoryTable<JobId, List<JobItem>> items = new MemoryTable<>(unit);
    final MemoryTable<IdempotencyKey, KeyedSubmission> submissions = new MemoryTable<>(unit);
    final MemoryTable<ResultId, ProcessingResult> results = new MemoryTable<>(unit);
    private long seq;
    private boolean paused;

    /** The next sequence number; one that a rolled-back transaction took is not given again. */
    long nextSeq() {
        unit.requireTransaction();
        return ++seq;
    }

    boolean paused() {
        unit.requireTransaction();
        return paused;
    }

    /** Whether that changes anything. */
    boolean setPaused(boolean value) {
        boolean before = paused();
        paused = value;
        unit.undoWith(() -> paused = before);
        return before != value;
    }

    static <T> Page<T> page(Stream<T> rows, PageRequest request, Function<T, Long> seq) {
        List<T> oneMore = rows.filter(row -> seq.apply(row) < request.before())
                .sorted(Comparator.comparing(seq).reversed())
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(oneMore, request, seq);
    }
}
