using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.OpenStack.Identity;

/// <summary>The tokens and application credentials that were given out. Safe from any thread.</summary>
internal sealed class TokenStore(Seed seed, TimeProvider time, TimeSpan lifetime)
{
    private readonly Lock _gate = new();
    private volatile ImmutableDictionary<string, Token> _tokens = ImmutableDictionary<string, Token>.Empty;
    private volatile ImmutableDictionary<string, AppCredential> _credentials = ImmutableDictionary<string, AppCredential>.Empty;
    private long _given;

    /// <summary>All credentials, in no order.</summary>
    public IEnumerable<AppCredential> Credentials => _credentials.Values;

    /// <summary>Gives a new token.</summary>
    public Token Issue(User user, Project? project, bool system, ImmutableArray<Role> roles, ImmutableArray<string> methods,
        AppCredential? credential = null, DateTimeOffset? notAfter = null)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var until = now + lifetime;
            _given++;
            var token = new Token(Secret("token"), Convert.ToBase64String(Identities.Uuid(seed, "audit", _given).ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
                user, project, system, roles, methods, now, notAfter < until ? notAfter.Value : until, credential);
            // Dead tokens go when new ones come, or a long soak would keep them all.
            _tokens = _tokens.RemoveRange(_tokens.Values.Where(t => t.ExpiresAt + lifetime <= now).Select(t => t.Id)).Add(token.Id, token);
            return token;
        }
    }

    /// <summary>The token, if it is known and not expired.</summary>
    public Token? Find(string id) =>
        _tokens.TryGetValue(id, out var token) && time.GetUtcNow() < token.ExpiresAt ? token : null;

    /// <summary>Makes it worthless.</summary>
    public void Revoke(string id)
    {
        lock (_gate)
            _tokens = _tokens.Remove(id);
    }

    /// <summary>Every token given so far expires now.</summary>
    public void ExpireAll()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _tokens = _tokens.ToImmutableDictionary(t => t.Key, t => t.Value.ExpiresAt > now ? t.Value with { ExpiresAt = now } : t.Value);
        }
    }

    public AppCredential Create(string userId, string projectId, string name, string? secret, string description, ImmutableArray<Role> roles, DateTimeOffset? expiresAt)
    {
        lock (_gate)
        {
            _given++;
            var credential = new AppCredential(Identities.Hex(seed, "application_credential", _given), name, secret ?? Secret("application_secret"), userId,
                projectId, roles, expiresAt, description);
            _credentials = _credentials.Add(credential.Id, credential);
            return credential;
        }
    }

    public bool Remove(string credential)
    {
        lock (_gate)
        {
            var before = _credentials.Count;
            _credentials = _credentials.Remove(credential);
            _tokens = _tokens.RemoveRange(_tokens.Values.Where(t => t.Credential?.Id == credential).Select(t => t.Id));
            return _credentials.Count < before;
        }
    }

    public AppCredential? Credential(string id) => _credentials.GetValueOrDefault(id);

    // As long as a Fernet token and of its letters; a pure function of the seed and the number of tokens given.
    private string Secret(string kind)
    {
        var bytes = HMACSHA512.HashData(BitConverter.GetBytes(seed.For(kind).Value), Encoding.ASCII.GetBytes(Identities.Hex(seed, kind, _given)));
        var tail = HMACSHA512.HashData(bytes, bytes);
        return "gAAAAAB" + Convert.ToBase64String([.. bytes, .. tail]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
