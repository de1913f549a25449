using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;

namespace Validation.Simulators.StandIns.Collector.Otlp;

/// <summary>Bodies of OTLP/HTTP.</summary>
internal static class OtlpBody
{
    private const string Cut = "unexpected EOF";

    /// <summary>Reads a message in protobuf.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> body)
        where T : class, IMessage<T>, new()
    {
        try
        {
            var message = new T();
            message.MergeFrom(body);
            return message;
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new FormatException(problem.Message.Contains("ended unexpectedly", StringComparison.Ordinal) ? Cut : "proto: " + problem.Message, problem);
        }
    }

    /// <summary>A text in JSON, with its quotes.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
