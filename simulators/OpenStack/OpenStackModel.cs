using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack.BlockStorage;
using Validation.Simulators.OpenStack.Compute;
using Validation.Simulators.OpenStack.Identity;
using Validation.Simulators.OpenStack.Images;
using Validation.Simulators.OpenStack.LoadBalancing;
using Validation.Simulators.OpenStack.Networking;
using Validation.Simulators.OpenStack.Orchestration;
using Validation.Simulators.OpenStack.Placement;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack;

/// <summary>
/// The services of an OpenStack over one cloud, without sockets: a request in, an answer out. Every answer is made of one
/// immutable state, so that it never shows two moments of the cloud. Safe from any thread.
/// </summary>
public sealed class OpenStackModel
{
    private readonly Deployment _deployment;
    private readonly ImmutableDictionary<ServiceKind, Service> _services;
    private readonly IReadOnlyDictionary<ServiceKind, Uri> _addresses;
    private long _requests;

    /// <summary>Services over a cloud.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="spec">How it is set up.</param>
    /// <param name="addresses">Where each service listens; what catalogue and links tell.</param>
    /// <param name="time">Clock of tokens: that of the clients, not of the guests.</param>
    /// <exception cref="BadInputException">The spec makes no sense.</exception>
    public OpenStackModel(CloudModel cloud, OpenStackSpec spec, IReadOnlyDictionary<ServiceKind, Uri> addresses, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(spec);
        Check(spec);
        var seed = cloud.Spec.Seed.For("openstack");
        _addresses = addresses;
        _deployment = new Deployment(cloud, spec, seed, new TokenStore(seed, time, spec.TokenLifetime), new Catalogue(seed, spec, addresses));
        Service[] services =
        [
            new Keystone(_deployment, time), new Nova(_deployment), new Neutron(_deployment), new Cinder(_deployment),
            new Glance(_deployment), new PlacementApi(), new Octavia(_deployment), new Heat(_deployment),
        ];
        _services = services.ToImmutableDictionary(s => s.Kind);
    }

    /// <summary>Every token given so far is worthless from now on.</summary>
    public void ExpireTokens() => _deployment.Tokens.ExpireAll();

    /// <summary>The password of a user of the cloud, or of <c>admin</c>, or of a service; null when there is no such user.</summary>
    public string? PasswordOf(string userName) =>
        _deployment.Accounts(_deployment.Cloud.State).All.FirstOrDefault(a => a.User.Name == userName)?.Password;

    /// <summary>Answers a request to a service.</summary>
    /// <param name="kind">Which service.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="tokensExpired">Treat every token as expired.</param>
    public Answer Answer(ServiceKind kind, Ask ask, bool tokensExpired = false)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var service = _services[kind];
        // Keystone checks its own tokens also while the others think them expired: nobody could log in otherwise.
        var id = "req-" + Doc.Id(Identities.Uuid(_deployment.Seed, "request", Interlocked.Increment(ref _requests)));
        var answer = new Request(service, ask, _addresses[kind], id, this).Answer(tokensExpired).With("x-openstack-request-id", id);
        if (kind == ServiceKind.Compute)
            answer = answer.With("x-compute-request-id", id);
        return ask.Method == "HEAD" ? answer with { Body = "" } : answer;
    }

    /// <summary>The error of a status as a service words it, whatever was asked.</summary>
    public Answer Error(ServiceKind kind, int status)
    {
        var service = _services[kind];
        return status == 401
            ? service.Dialect.Unauthorized(_addresses[ServiceKind.Identity].ToString().TrimEnd('/'))
            : service.Dialect.Error(new ApiException(status, ReasonPhrases.GetReasonPhrase(status)), new Occasion("req-" + Doc.Id(Guid.Empty), null));
    }

    private static void Check(OpenStackSpec spec)
    {
        if (spec.TokenLifetime <= TimeSpan.Zero || spec.BuildTime < TimeSpan.Zero || spec.ResizeTime < TimeSpan.Zero || spec.MaxPage < 1 || spec.Region.Length == 0)
        {
            throw new BadInputException("The OpenStack cannot be set up", "the simulator's spec",
                "a region, a token lifetime above zero, times that are not negative, pages of at least one item",
                $"region '{spec.Region}', token lifetime {spec.TokenLifetime}, building {spec.BuildTime}, resizing {spec.ResizeTime}, pages of {spec.MaxPage}", "mend the spec");
        }
    }

    private sealed class Request(Service service, Ask ask, Uri address, string id, OpenStackModel model)
    {
        private Deployment Deployment => model._deployment;

        public Answer Answer(bool tokensExpired)
        {
            Microversion? version = null;
            try
            {
                var token = tokensExpired ? null : Deployment.Tokens.Find(ask.Header("X-Auth-Token") ?? "");
                var bare = Match(ask.Path);
                if (bare is { Route.Access: Access.Open })
                    return bare.Value.Route.Handle(CallOf(token, default, ask.Path, bare.Value.Places));
                if (token is null)
                    return Unauthorized();
                version = service.Versions?.Of(ask);
                var path = service.Strip(ask.Path, token);
                var (route, places) = Match(path) ?? throw NoRoute(path);
                if (route.Access == Access.Admin && !token.IsAdmin)
                    throw service.Dialect.Refused(route.Policy);
                return Versioned(route.Handle(CallOf(token, version ?? default, path, places)), version);
            }
            catch (ApiException e) when (e.Status == 401)
            {
                return Unauthorized();
            }
            catch (ApiException e)
            {
                return Versioned(service.Dialect.Error(e, new Occasion(id, version)), version);
            }
            catch (CloudException e)
            {
                return Versioned(service.Dialect.Error(new ApiException(StatusOf(e.Refusal), e.Message, cause: e), new Occasion(id, version)), version);
            }
        }

        private static int StatusOf(Refusal refusal) => refusal switch
        {
            Refusal.NotFound => 404,
            Refusal.BadRequest => 400,
            _ => 409,
        };

        private Answer Unauthorized() => service.Dialect.Unauthorized(model._addresses[ServiceKind.Identity].ToString().TrimEnd('/'));

        private Call CallOf(Token? token, Microversion version, string path, ImmutableDictionary<string, string> places) =>
            new(ask, token, Deployment.Cloud.Look(), version, address, path, places);

        private (Route Route, ImmutableDictionary<string, string> Places)? Match(string path)
        {
            var segments = Route.Split(path);
            var method = ask.Method == "HEAD" ? "GET" : ask.Method;
            foreach (var route in service.Routes)
            {
                if (route.Method == method && route.Fits(segments, out var places))
                    return (route, places);
            }

            return null;
        }

        private ApiException NoRoute(string path) => service.Routes.Any(r => r.Fits(Route.Split(path), out _))
            ? new ApiException(405, "The method is not allowed for this resource.")
            : service.Dialect.NoSuchPath(path);

        private Answer Versioned(Answer answer, Microversion? version) =>
            version is { } used && service.Versions is { } versions ? versions.Tell(answer, used) : answer;
    }
}
