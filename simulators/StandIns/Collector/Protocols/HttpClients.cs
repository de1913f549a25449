using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Validation.Simulators.StandIns.Collector.Protocols;

/// <summary>Clients of HTTP.</summary>
internal static class HttpClients
{
    /// <summary>Makes one.</summary>
    /// <param name="limit">Limit of a request; zero for none.</param>
    /// <param name="skipVerify">Whether any certificate of a server is good.</param>
    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "The configuration asks for it by insecure_skip_verify, as it does of the real program.")]
    public static HttpClient Make(TimeSpan limit, bool skipVerify)
    {
        var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip };
        if (skipVerify)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new HttpClient(handler) { Timeout = limit > TimeSpan.Zero ? limit : Timeout.InfiniteTimeSpan };
    }
}
