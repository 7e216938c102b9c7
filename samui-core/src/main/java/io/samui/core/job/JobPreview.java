package io.samui.core.job;

import io.samui.core.change.Reason;
import io.samui.core.image.ImageId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a submission would take, image by image, in the order of the request. The images are judged a piece at a time, while they
 * are taken: nothing is locked meanwhile, so each is judged as it is at that moment. Used once, by one thread.
 */
public final class JobPreview implements Iterator<PreviewedImage> {

    /**
     * Counts of the images that were taken so far.
     *
     * @param images         those that exist
     * @param needProcessing how many of them would run
     * @param reasons        how many have which reason; none has no entry
     * @param unknown        ids of the request that no image has, in order
     */
    public record Totals(int images, int needProcessing, Map<Reason, Integer> reasons, List<ImageId> unknown) {

        public Totals {
            reasons = Map.copyOf(reasons);
            unknown = List.copyOf(unknown);
        }
    }

    private final boolean forced;
    private final Iterator<Finding> findings;
    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    private final List<ImageId> unknown = new ArrayList<>();
    private int images;
    private int needProcessing;

    JobPreview(ChangeScan scan, boolean forced) {
        this.forced = forced;
        this.findings = scan.findings(unknown::add).iterator();
    }

    /** Reads on where need be. */
    @Override
    public boolean hasNext() {
        return findings.hasNext();
    }

    @Override
    public PreviewedImage next() {
        Finding finding = findings.next();
        boolean taken = finding.taken(forced);
        images++;
        needProcessing += taken ? 1 : 0;
        reasons.merge(finding.reason(), 1, Integer::sum);
        return new PreviewedImage(
                finding.image().id(), finding.image().filename(), taken, finding.reason(), finding.sentence());
    }

    /** Of all images, once there is no next one. */
    public Totals totals() {
        return new Totals(images, needProcessing, reasons, unknown);
    }
}
