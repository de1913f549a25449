namespace Validation.Simulators.Telemetry.Stories;

/// <summary>An image is made and its data uploaded. It fails where the store is full.</summary>
public sealed class ImageUpload : StoryKind
{
    /// <inheritdoc />
    public override string Name => "image-upload";

    private protected override Story Tell(StoryBuilder story, bool failing)
    {
        var image = story.Id(StoryId.Image);
        story.Main = "glance";
        var told = story.Tell("image create", () =>
        {
            CommonSteps.LogIn(story);
            story.Ask("glance-api", "POST", "/v2/images", 201, () =>
            {
                CommonSteps.CheckToken(story);
                story.Say("INFO", "eventlet.wsgi.server", $"POST /v2/images 201 {image}");
            });
            story.Ask("glance-api", "PUT", "/v2/images/{image_id}/file", 204, () =>
            {
                CommonSteps.CheckToken(story);
                story.Do("store.add", () => Store(story, image, failing));
                story.Say("INFO", "eventlet.wsgi.server", $"10.20.30.41 - - \"PUT /v2/images/{image}/file HTTP/1.1\" 204 208 3.917233");
            });
        });
        return told with { ImageId = image };
    }

    private static void Store(StoryBuilder story, string image, bool failing)
    {
        story.Say("DEBUG", "glance.api.v2.image_data", $"Uploading data of image {image}");
        if (!failing)
            return;
        story.SayTraceback("glance.api.v2.image_data", $"Failed to upload image data of {image}: storage is full",
            "glance_store.exceptions.StorageFull: There is not enough disk space on the image storage media.");
        throw new StoryFailure("glance_store.exceptions.StorageFull", "There is not enough disk space on the image storage media.");
    }
}
