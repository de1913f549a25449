namespace Validation.Simulators.OpenStack.Web;

/// <summary>
/// How a service takes and tells microversions: the header <c>OpenStack-API-Version: compute 2.96</c>, and for Nova the older
/// <c>X-OpenStack-Nova-API-Version: 2.96</c> (nova/api/openstack/wsgi.py, cinder/api/openstack/wsgi.py).
/// </summary>
/// <param name="Type">The service's name in the header.</param>
/// <param name="Min">The version without a header, too.</param>
/// <param name="Max">What <c>latest</c> means.</param>
/// <param name="LegacyHeader">Header that has the version alone; null where there is none.</param>
internal sealed record Microversions(string Type, Microversion Min, Microversion Max, string? LegacyHeader = null)
{
    public const string Header = "OpenStack-API-Version";

    /// <summary>What the service says of a version that it does not have; null for the words of Nova and Cinder.</summary>
    public Func<Microversion, string>? OutOfRange { get; init; }

    /// <summary>The version that a request asks for.</summary>
    /// <exception cref="ApiException">400 when it is not a version, 406 when it is out of range.</exception>
    public Microversion Of(Ask ask)
    {
        var wanted = Wanted(ask);
        if (wanted is null)
            return Min;
        if (wanted == "latest")
            return Max;
        if (!Microversion.TryParse(wanted, out var version))
            throw ApiException.BadRequest($"API Version String '{wanted}' is of invalid format. Must be of format MajorNum.MinorNum.");
        if (version < Min || version > Max)
            throw new ApiException(406, OutOfRange?.Invoke(version) ?? $"Version {version} is not supported by the API. Minimum is {Min} and maximum is {Max}.");
        return version;
    }

    /// <summary>The answer with the version that was used.</summary>
    public Answer Tell(Answer answer, Microversion used)
    {
        answer = answer.With(Header, $"{Type} {used}").With("Vary", Header);
        return LegacyHeader is null ? answer : answer.With(LegacyHeader, $"{used}").With("Vary", LegacyHeader);
    }

    private string? Wanted(Ask ask)
    {
        foreach (var part in ask.HeaderValues(Header).SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries)))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 2 && words[0].Equals(Type, StringComparison.OrdinalIgnoreCase))
                return words[1];
        }

        return LegacyHeader is null ? null : ask.HeaderValues(LegacyHeader).FirstOrDefault();
    }
}
