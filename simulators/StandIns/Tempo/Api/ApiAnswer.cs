using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Validation.Simulators.StandIns.Tempo.Api;

/// <summary>An answer of the API.</summary>
/// <param name="Status">Status of HTTP.</param>
/// <param name="ContentType">Empty for none.</param>
/// <param name="Body">The body.</param>
internal sealed record ApiAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether it goes through the front end that compresses on demand, and says so.</summary>
    public bool Varies { get; init; }

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Text, as Tempo's own pages and errors are.</summary>
    public static ApiAnswer Text(int status, string text, string contentType = "text/plain; charset=utf-8") =>
        new(status, contentType, Encoding.UTF8.GetBytes(text));

    /// <summary>JSON with status 200.</summary>
    public static ApiAnswer Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, s_json))
            write(json);
        return new ApiAnswer(200, "application/json", bytes.WrittenMemory);
    }
}
