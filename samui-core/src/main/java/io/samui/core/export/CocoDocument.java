package io.samui.core.export;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.Segmentation;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One result as a COCO document: one image, an annotation per instance in order (their ids count from 1), and the categories
 * (their ids count from 1 too).
 *
 * @param imageId    the image's UUID as text: existing clients merge documents by it
 * @param width      of the upright image
 * @param height     of the upright image
 * @param categories names; one at least
 */
public record CocoDocument(
        String imageId,
        String filename,
        int width,
        int height,
        List<CocoAnnotation> annotations,
        List<String> categories) {

    /** What instances are called when no text tells them apart. */
    public static final String OBJECT = "object";

    public CocoDocument {
        annotations = List.copyOf(annotations);
        categories = List.copyOf(categories);
        for (CocoAnnotation annotation : annotations) {
            BinaryMask mask = annotation.mask();
            if (mask.width() != width || mask.height() != height) {
                throw new IllegalArgumentException("A mask of " + mask.width() + " x " + mask.height()
                        + " does not fit an image of " + width + " x " + height);
            }
            if (annotation.categoryId() > categories.size()) {
                throw new IllegalArgumentException("There is no category " + annotation.categoryId());
            }
        }
    }

    /**
     * One instance.
     *
     * @param categoryId   from 1
     * @param box          what found it or what the model says; the mask's own box for points
     * @param score        in {@code find_all} only
     * @param pointPrompts in {@code point} only
     */
    public record CocoAnnotation(
            int categoryId,
            Box box,
            BinaryMask mask,
            @Nullable Double score,
            @Nullable List<SnapshotPoint> pointPrompts) {

        public CocoAnnotation {
            if (categoryId < 1) {
                throw new IllegalArgumentException("Category ids count from 1, not " + categoryId);
            }
            if (score != null && !Double.isFinite(score)) {
                throw new IllegalArgumentException("A score is a finite number, not " + score);
            }
            pointPrompts = pointPrompts == null ? null : List.copyOf(pointPrompts);
        }
    }

    /**
     * What a model answered to a snapshot.
     *
     * @param masks one per instance, in order, each of the image's size
     * @throws IllegalArgumentException when instances, prompts and masks do not belong together
     */
    public static CocoDocument of(
            ImageRecord image, AnnotationSnapshot snapshot, Segmentation segmentation, List<BinaryMask> masks) {
        List<Instance> instances = segmentation.instances();
        if (masks.size() != instances.size()) {
            throw new IllegalArgumentException(instances.size() + " instances, but " + masks.size() + " masks");
        }
        List<String> categories = categories(snapshot);
        List<CocoAnnotation> annotations = new ArrayList<>();
        for (int i = 0; i < masks.size(); i++) {
            annotations.add(annotation(snapshot, categories.size(), instances.get(i), masks.get(i)));
        }
        return new CocoDocument(
                image.id().toString(), image.filename(), image.width(), image.height(), annotations, categories);
    }

    private static CocoAnnotation annotation(
            AnnotationSnapshot snapshot, int categories, Instance instance, BinaryMask mask) {
        Box bounds = mask.bounds().toBox();
        return switch (snapshot.mode()) {
            case INSIDE_BOX -> {
                if (instance.promptIndex() < 0
                        || instance.promptIndex() >= snapshot.boxes().size()) {
                    throw new IllegalArgumentException("There is no box " + instance.promptIndex());
                }
                Box prompt = snapshot.boxes().get(instance.promptIndex()).box().toBox();
                yield new CocoAnnotation(1, prompt, mask, null, null);
            }
            case FIND_ALL -> {
                Box found = instance.box() == null ? bounds : instance.box();
                int category = categories == 1 ? 1 : instance.promptIndex() + 1;
                yield new CocoAnnotation(category, found, mask, instance.score(), null);
            }
            case POINT -> new CocoAnnotation(1, bounds, mask, null, snapshot.points());
        };
    }

    /** The categories of what a snapshot makes. */
    static List<String> categories(AnnotationSnapshot snapshot) {
        List<String> texts = List.of(snapshot.normalisedText().split(";"));
        return texts.size() > 1 ? texts : List.of(OBJECT);
    }
}
