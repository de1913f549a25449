using System.Text;
using System.Text.Json.Nodes;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>What came back: status, headers, text, and the text as JSON where it is.</summary>
internal sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public JsonArray List(string name) => Json[name]!.AsArray();
}

/// <summary>A plain HTTP client that logs in and sends what a test wants, also what no proper client would.</summary>
internal sealed class Client(OpenStackSimulator simulator) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public string? Token { get; set; }

    public async Task<Client> AsAdminAsync()
    {
        await LoginAsync("admin", simulator.Model.PasswordOf("admin")!, "admin");
        return this;
    }

    /// <summary>As the member of a project of the cloud.</summary>
    public async Task<Client> AsMemberAsync(Cloud.CloudState state, int project = 0)
    {
        var user = state.Users.First(u => u.ProjectId == state.Projects[project].Id);
        await LoginAsync(user.Name, simulator.Model.PasswordOf(user.Name)!, state.Projects[project].Name);
        return this;
    }

    public async Task<Reply> LoginAsync(string user, string password, string project)
    {
        var reply = await SendAsync(HttpMethod.Post, ServiceKind.Identity, "/v3/auth/tokens", Password(user, password, project));
        Token = reply.Headers.GetValueOrDefault("X-Subject-Token");
        return reply;
    }

    public Task<Reply> GetAsync(ServiceKind service, string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, service, path, null, headers);

    public Task<Reply> PostAsync(ServiceKind service, string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, service, path, body, headers);

    /// <summary>With a microversion of Nova.</summary>
    public Task<Reply> NovaAsync(string path, string? version = null) =>
        version is null ? GetAsync(ServiceKind.Compute, path) : GetAsync(ServiceKind.Compute, path, ("OpenStack-API-Version", $"compute {version}"));

    public async Task<Reply> SendAsync(HttpMethod method, ServiceKind service, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("http", StringComparison.Ordinal) ? new Uri(path) : new Uri(simulator.AddressOf(service), path));
        if (Token is not null)
            request.Headers.Add("X-Auth-Token", Token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), all);
    }

    /// <summary>Another service is asked and has answered; the request before that has not been, if it waits for something.</summary>
    public async Task NotAnsweredAsync(Task<Reply> pending)
    {
        (await GetAsync(ServiceKind.Identity, "/v3")).Status.ShouldBe(200);
        pending.IsCompleted.ShouldBeFalse();
    }

    public static string Password(string user, string password, string? project)
    {
        var domain = new JsonObject { ["id"] = "default" };
        var auth = new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["methods"] = new JsonArray("password"),
                ["password"] = new JsonObject { ["user"] = new JsonObject { ["name"] = user, ["password"] = password, ["domain"] = domain } },
            },
        };
        if (project is not null)
            auth["scope"] = new JsonObject { ["project"] = new JsonObject { ["name"] = project, ["domain"] = domain.DeepClone() } };
        return new JsonObject { ["auth"] = auth }.ToJsonString();
    }

    public void Dispose() => _http.Dispose();
}
