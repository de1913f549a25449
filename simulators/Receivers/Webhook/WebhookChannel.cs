using System.Text.Json;
using System.Text.Json.Serialization;

namespace Validation.Simulators.Receivers.Webhook;

/// <summary>Alertmanager's webhook: POST of JSON in format 4; any 2xx is success.</summary>
internal sealed class WebhookChannel : IChannel<WebhookPayload>
{
    private const string Format = "4";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public Reply Accepted { get; } = new(200, "application/json", """{"status":"ok"}""");

    public WebhookPayload Read(Arrival arrival)
    {
        if (arrival.Method != "POST")
            throw new FormatException($"wanted POST, got {arrival.Method}");
        if (arrival.Base64)
            throw new FormatException("wanted UTF-8, got other bytes");
        try
        {
            var payload = JsonSerializer.Deserialize<WebhookPayload>(arrival.Body, Options) ?? throw new FormatException("wanted an object, got null");
            return payload.Version == Format ? payload : throw new FormatException($"wanted version \"{Format}\", got \"{payload.Version}\"");
        }
        catch (JsonException e)
        {
            throw new FormatException($"wanted a webhook payload of version {Format}, got: {e.Message}", e);
        }
    }
}
