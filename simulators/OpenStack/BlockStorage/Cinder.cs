using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Validation.Simulators.OpenStack.Compute;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.BlockStorage;

/// <summary>Cinder v3, microversions 3.0 to 3.71.</summary>
internal sealed partial class Cinder(Deployment deployment) : Service(ServiceKind.BlockStorage, new NovaDialect(),
    new Microversions("volume", new Microversion(3, 0), new Microversion(3, 71)))
{
    /// <summary>Takes off the version, and the project that clients before 3.67 put behind it.</summary>
    public override string Strip(string path, Identity.Token token)
    {
        var match = Prefix().Match(path);
        if (!match.Success)
            return path;
        var project = match.Groups["project"];
        if (project.Success && project.Value != token.Project?.Id)
            throw ApiException.BadRequest("Malformed request url");
        return match.Groups["rest"].Value;
    }

    protected override IEnumerable<Route> Define() =>
    [
        Open("GET", "/", call => Answer.Json(AllVersions(call), 300)),
        Open("GET", "/v3", call => Answer.Json(AllVersions(call))),
        Open("GET", "/healthcheck", _ => new Answer(200, "OK", "text/plain; charset=UTF-8")),
        .. VolumeRoutes(),
        .. CapacityRoutes(),
    ];

    private JsonObject AllVersions(Call call) => new()
    {
        ["versions"] = Doc.List([new JsonObject
        {
            ["id"] = "v3.0",
            ["status"] = "CURRENT",
            ["version"] = $"{Versions!.Max}",
            ["min_version"] = $"{Versions.Min}",
            ["updated"] = "2023-08-31T00:00:00Z",
            ["links"] = Doc.List(
            [
                new JsonObject { ["rel"] = "describedby", ["type"] = "text/html", ["href"] = "https://docs.openstack.org/" },
                Doc.Link("self", call.Url("/v3/")),
            ]),
            ["media-types"] = Doc.List([new JsonObject { ["base"] = "application/json", ["type"] = "application/vnd.openstack.volume+json;version=3" }]),
        }]),
    };

    [GeneratedRegex(@"^/v3(/(?<project>[0-9a-f]{32}))?(?<rest>/.+)$")]
    private static partial Regex Prefix();
}
