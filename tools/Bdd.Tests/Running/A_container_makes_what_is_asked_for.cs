using Reqnroll.BoDi;
using Validation.Bdd.Running;

namespace Validation.Bdd.Tests.Running;

[TestFixture]
public sealed class A_container_makes_what_is_asked_for
{
    private readonly List<string> _disposed = [];

    [Test]
    public void Once()
    {
        var container = new ObjectContainer();
        container.RegisterInstanceAs(_disposed);
        container.Resolve<Outer>().Inner.ShouldBeSameAs(container.Resolve<Inner>());
    }

    [Test]
    public async Task And_disposes_what_it_made_the_last_first()
    {
        var container = new ObjectContainer();
        container.RegisterInstanceAs(_disposed);
        container.Resolve<Outer>();
        await container.DisposeAsync();
        _disposed.ShouldBe(["outer, asynchronously", "inner"]);
    }

    [Test]
    public async Task And_disposes_all_even_when_one_fails()
    {
        var container = new ObjectContainer();
        container.RegisterInstanceAs(_disposed);
        container.Resolve<Inner>();
        container.Resolve<Failing>();
        var error = await Should.ThrowAsync<AggregateException>(async () => await container.DisposeAsync());
        error.InnerException!.Message.ShouldBe("cannot be disposed");
        _disposed.ShouldBe(["inner"]);
    }

    [Test]
    public async Task An_instance_given_to_it_is_disposed_only_when_asked()
    {
        var container = new ObjectContainer();
        container.RegisterInstanceAs(new Inner(_disposed));
        container.RegisterInstanceAs(new Outer(new Inner(_disposed), _disposed), dispose: true);
        await container.DisposeAsync();
        _disposed.ShouldBe(["outer, asynchronously"]);
    }

    [Test]
    public void What_is_registered_around_it_is_seen_inside_and_what_is_made_inside_stays_there()
    {
        var run = new ObjectContainer();
        run.RegisterInstanceAs(_disposed);
        run.RegisterFactoryAs(c => new Inner(c.Resolve<List<string>>()));
        var one = new ObjectContainer(new ObjectContainer(run));
        var two = new ObjectContainer(new ObjectContainer(run));
        one.Resolve<Inner>().ShouldBeSameAs(two.Resolve<Inner>());
        one.Resolve<Outer>().ShouldNotBeSameAs(two.Resolve<Outer>());
        one.IsRegistered<Inner>().ShouldBeTrue();
        one.IsRegistered<Outer>().ShouldBeFalse();
    }

    [Test]
    public void Interfaces_and_names_are_registered()
    {
        var container = new ObjectContainer();
        container.RegisterInstanceAs(_disposed);
        container.RegisterTypeAs<Inner, IDisposable>();
        container.RegisterInstanceAs(new Inner([]), "named");
        container.Resolve<IDisposable>().ShouldBeOfType<Inner>();
        container.Resolve<Inner>("named").ShouldNotBeSameAs(container.Resolve<Inner>());
        container.Resolve<IObjectContainer>().ShouldBeSameAs(container);
    }

    [Test]
    public void What_it_cannot_make_is_named_with_the_way_that_led_there() => Should.Throw<ObjectContainerException>(() => new ObjectContainer().Resolve<NeedsInterface>())
        .Message.ShouldBe("System.IFormattable cannot be made: nothing is registered for it (wanted by NeedsInterface).");

    [Test]
    public void A_type_that_needs_itself_cannot_be_made() =>
        Should.Throw<ObjectContainerException>(() => new ObjectContainer().Resolve<Snake>()).Message.ShouldContain("it needs itself");

    [Test]
    public void An_exception_of_a_constructor_comes_as_it_is() =>
        Should.Throw<InvalidOperationException>(() => new ObjectContainer().Resolve<Broken>()).Message.ShouldBe("broken");

    [Test]
    public void Asked_by_many_at_once_it_makes_one()
    {
        var container = new ObjectContainer();
        container.RegisterInstanceAs(_disposed);
        var made = new Inner[64];
        Parallel.For(0, made.Length, i => made[i] = container.Resolve<Inner>());
        made.Distinct().Count().ShouldBe(1);
    }

    [SetUp]
    public void Forget() => _disposed.Clear();

    private sealed class Inner(List<string> disposed) : IDisposable
    {
        public void Dispose() => disposed.Add("inner");
    }

    private sealed class Outer(Inner inner, List<string> disposed) : IAsyncDisposable, IDisposable
    {
        public Inner Inner { get; } = inner;

        public void Dispose() => disposed.Add("outer");

        public ValueTask DisposeAsync()
        {
            disposed.Add("outer, asynchronously");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Failing : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("cannot be disposed");
    }

    private sealed class NeedsInterface(IFormattable formattable)
    {
        public IFormattable Formattable { get; } = formattable;
    }

    private sealed class Snake(Snake tail)
    {
        public Snake Tail { get; } = tail;
    }

    private sealed class Broken
    {
        public Broken() => throw new InvalidOperationException("broken");
    }
}
