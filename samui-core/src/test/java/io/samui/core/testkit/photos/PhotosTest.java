package io.samui.core.testkit.photos;

import static org.assertj.core.api.Assertions.assertThat;

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
}
