package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import io.samui.core.Samui;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageService;
import io.samui.core.image.ImageUpload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Images, in and out. */
@RestController
@RequestMapping("/images")
@Tag(name = "images")
class ImageController {

    private final ImageService images;
    private final Downloads downloads;

    ImageController(Samui samui, Downloads downloads) {
        this.images = samui.images();
        this.downloads = downloads;
    }

    @PostMapping(consumes = "multipart/form-data", produces = "application/json")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Upload an image",
            description =
                    "JPEG, PNG, WebP, TIFF, BMP or GIF, told by its bytes. Width and height are those of the upright"
                            + " image: an EXIF orientation is applied.")
    ImageJson upload(
            @Parameter(description = "The image") @RequestPart("file") MultipartFile file,
            MultipartHttpServletRequest request) {
        int files = request.getFiles("file").size();
        if (files > 1) {
            throw new InvalidInputException(
                    "The request has " + files + " parts named file. Send one image in each request");
        }
        String filename = file.getOriginalFilename();
        return ImageJson.of(images.upload(
                new ImageUpload(filename == null ? "" : filename, file.getContentType(), new UploadedFile(file))));
    }

    @GetMapping(path = "/{id}", produces = "application/json")
    @Operation(summary = "Get an image")
    ImageJson get(@PathVariable ImageId id) {
        return ImageJson.of(images.get(id));
    }

    @PatchMapping(path = "/{id}", consumes = "application/json", produces = "application/json")
    @Operation(summary = "Set or clear the text prompt", description = "An absent field leaves its value.")
    ImageJson patch(@PathVariable ImageId id, @RequestBody TextPromptPatch patch) {
        return ImageJson.of(patch.isPresent() ? images.setTextPrompt(id, patch.text()) : images.get(id));
    }

    @GetMapping("/{id}/data")
    @Operation(summary = "Get the original bytes", description = "Exactly as uploaded, with their content type.")
    ResponseEntity<Resource> data(@PathVariable ImageId id) {
        ImageRecord image = images.get(id);
        return downloads.unchanging(new StoredBlob(
                image.sha256(), image.format().contentType(), image.blobKey(), () -> new ImageBytes(images, image)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete an image",
            description =
                    "Its annotations, results and blobs go too. An item of a job that has not ended ends as skipped.")
    void delete(@PathVariable ImageId id) {
        images.delete(id);
    }
}
