package io.samui.core.testkit.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.mask.BinaryMask;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhotosTest {

    @Test
    void eighty_one_objects_are_measured_and_each_mask_fills_its_box() {
        Photos photos = Photos.assumePresent();
        assertThat(photos.all()).hasSize(17);
        assertThat(photos.all().stream()
                        .mapToInt(photo -> photo.objects().size())
                        .sum())
                .isEqualTo(81);
        assertThat(photos.all())
                .allSatisfy(photo -> assertThat(photo.objects()).zipSatisfy(photo.masks(), (object, mask) -> {
                    assertThat(mask.area()).isEqualTo(object.area());
                    assertThat(mask.bounds().toBox()).isEqualTo(object.box());
                }));
    }

    @Test
    void golden_boxes_are_boxes_of_measured_objects() {
        Photos photos = Photos.assumePresent();
        assertThat(GoldenBox.all())
                .hasSize(12)
                .allSatisfy(golden -> assertThat(photos.photo(golden.photo()).object(golden.segmentId()))
                        .isNotNull());
    }

    @Test
    void true_masks_reach_every_floor_and_empty_ones_or_missing_ones_none() {
        Photos photos = Photos.assumePresent();
        AccuracyReport truth = new AccuracyReport();
        AccuracyReport empty = new AccuracyReport();
        for (Photo photo : photos.all()) {
            List<BinaryMask> masks = photo.masks();
            for (int i = 0; i < masks.size(); i++) {
                BinaryMask mask = masks.get(i);
                truth.box(photo.objects().get(i), mask, mask);
                truth.point(photo.objects().get(i), mask, mask);
                empty.box(photo.objects().get(i), mask, BinaryMask.empty(photo.width(), photo.height()));
                empty.point(photo.objects().get(i), mask, BinaryMask.empty(photo.width(), photo.height()));
            }
        }
        truth.assertBoxesReachTheirFloors(photos);
        truth.assertPointsReachTheirFloor(photos);
        for (AccuracyReport poor : List.of(empty, new AccuracyReport())) {
            assertThatThrownBy(() -> poor.assertBoxesReachTheirFloors(photos)).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> poor.assertPointsReachTheirFloor(photos)).isInstanceOf(AssertionError.class);
        }
    }
}
