using Google.Protobuf;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Processors;

/// <summary>The processor <c>attributes</c>: changes the attributes of spans, data points and log records.</summary>
internal static class AttributesProcessor
{
    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IProcessor<T> Make<T>(PartContext context, IConsumer<T> next)
        where T : class, IMessage<T>, new()
    {
        var actions = AttributeActions.Read(context.Settings.Only("actions")["actions"]);
        return new Changing<T>(context, next, batch =>
        {
            foreach (var (attributes, _) in Signals.Of<T>().Attributes(batch))
                actions.Apply(attributes);
        });
    }
}

/// <summary>The processor <c>resource</c>: changes the attributes of resources.</summary>
internal static class ResourceProcessor
{
    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IProcessor<T> Make<T>(PartContext context, IConsumer<T> next)
        where T : class, IMessage<T>, new()
    {
        var actions = AttributeActions.Read(context.Settings.Only("attributes")["attributes"]);
        return new Changing<T>(context, next, batch =>
        {
            foreach (var resource in Signals.Of<T>().Resources(batch))
                actions.Apply(resource.Attributes);
        });
    }
}

/// <summary>A processor that changes batches in place.</summary>
internal sealed class Changing<T>(PartContext context, IConsumer<T> next, Action<T> change) : ProcessorBase<T>(context, next)
    where T : class, IMessage<T>, new()
{
    /// <inheritdoc/>
    protected override Handed Process(T batch, int items)
    {
        change(batch);
        return Handed.Taken;
    }
}
