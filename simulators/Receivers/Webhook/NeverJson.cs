using System.Text.Json;
using System.Text.Json.Serialization;

namespace Validation.Simulators.Receivers.Webhook;

/// <summary>A time for which year 1, Go's zero, means never.</summary>
internal sealed class NeverJson : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset() is var at && at.Year > 1 ? at : null;

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value ?? DateTimeOffset.MinValue);
}
