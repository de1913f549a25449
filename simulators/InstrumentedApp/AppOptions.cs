using System.Globalization;
using OpenTelemetry.Exporter;
using Validation.Harness;

namespace Validation.Simulators.InstrumentedApp;

/// <summary>What the program is told on its command line.</summary>
/// <param name="Endpoint">Where to send: <c>http://127.0.0.1:4317</c>, without a signal's path.</param>
/// <param name="Protocol"><c>grpc</c> or <c>http/protobuf</c>.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Count">How many operations, 1 to 100000.</param>
internal sealed record AppOptions(Uri Endpoint, OtlpExportProtocol Protocol, Seed Seed, int Count)
{
    private const string Usage = "call it as: --endpoint URL --protocol grpc|http/protobuf --seed HEX --count N";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="BadInputException">An option is missing, unknown, or its value is not of its kind.</exception>
    public static AppOptions Parse(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (arguments[i] is not ("--endpoint" or "--protocol" or "--seed" or "--count") || i + 1 == arguments.Count || !values.TryAdd(arguments[i], arguments[i + 1]))
                throw Bad(arguments[i], "each option once, with its value", string.Join(' ', arguments));
        }

        var endpoint = Value(values, "--endpoint");
        var seed = Value(values, "--seed");
        var count = Value(values, "--count");
        return new AppOptions(
            Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw Bad("--endpoint", "an address with http or https", endpoint),
            Value(values, "--protocol") switch
            {
                "grpc" => OtlpExportProtocol.Grpc,
                "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
                var other => throw Bad("--protocol", "grpc or http/protobuf", other),
            },
            Seed.TryParse(seed, out var value) ? value : throw Bad("--seed", "1 to 16 hexadecimal digits", seed),
            int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 100_000 ? n : throw Bad("--count", "1 to 100000", count));
    }

    private static string Value(Dictionary<string, string> values, string name) =>
        values.TryGetValue(name, out var value) ? value : throw Bad(name, "a value", "");

    private static BadInputException Bad(string option, string wanted, string got) => new("The command line is wrong", option, wanted, got, Usage);
}
