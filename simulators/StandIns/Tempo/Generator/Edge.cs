namespace Validation.Simulators.StandIns.Tempo.Generator;

/// <summary>A call between two services, of which one side or both were seen.</summary>
internal sealed class Edge(bool parentIsRoot, DateTimeOffset expires)
{
    /// <summary>True when the waiting side's parent is no span: nobody else can be the client.</summary>
    public bool ParentIsRoot { get; } = parentIsRoot;

    /// <summary>When it is given up.</summary>
    public DateTimeOffset Expires { get; } = expires;

    /// <summary>Who calls; empty while unknown.</summary>
    public string Client { get; set; } = "";

    /// <summary>Who is called; empty while unknown.</summary>
    public string Server { get; set; } = "";

    /// <summary><c>messaging_system</c>, <c>database</c>, <c>virtual_node</c>, or empty.</summary>
    public string Connection { get; set; } = "";

    /// <summary>Seconds that the client waited.</summary>
    public double ClientSeconds { get; set; }

    /// <summary>Seconds that the server worked.</summary>
    public double ServerSeconds { get; set; }

    /// <summary>Whether one of the sides failed.</summary>
    public bool Failed { get; set; }

    /// <summary>Name of the other side, as an attribute tells it; empty for none.</summary>
    public string Peer { get; set; } = "";

    /// <summary>Whether both sides are known.</summary>
    public bool IsComplete => Client.Length > 0 && Server.Length > 0;
}
